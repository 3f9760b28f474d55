package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HostedSettingsTest {
    @Test void defaultsAndEveryKey() {
        assertThat(bind(Map.of())).isEqualTo(new HostedSettings(Duration.ofMinutes(15), 2, Duration.ofSeconds(10)));
        assertThat(bind(Map.of("time-limit", "1h", "parallel", "5", "poll", "3s"))).isEqualTo(new HostedSettings(Duration.ofHours(1), 5, Duration.ofSeconds(3)));
    }

    @Test void wrongValuesAreRefusedByName() {
        assertThatThrownBy(() -> bind(Map.of("parallel", "0"))).hasStackTraceContaining("mailferry.calendarsync.hosted.parallel is 0; it must be between 1 and 50");
        assertThatThrownBy(() -> bind(Map.of("poll", "0s"))).hasStackTraceContaining("'poll' above zero");
    }

    private static HostedSettings bind(Map<String, String> values) {
        Map<String, String> keys = new HashMap<>();
        values.forEach((key, value) -> keys.put("mailferry.calendarsync.hosted." + key, value));
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.calendarsync.hosted", HostedSettings.class);
    }
}
