package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SilenceSettingsTest {
    @Test void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new SilenceSettings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofMinutes(2)));
    }

    @Test void keys() {
        assertThat(bind(Map.of("every", "5m", "valid", "1h", "patience", "10s")))
            .isEqualTo(new SilenceSettings(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(10)));
    }

    @Test void aProofMustOutliveTheTimeUntilTheNext() {
        assertThatThrownBy(() -> new SilenceSettings(Duration.ofHours(2), Duration.ofHours(1), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SilenceSettings bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("mailferry.calendarsync.silence." + key, value));
        return new Binder(source).bindOrCreate("mailferry.calendarsync.silence", SilenceSettings.class);
    }
}
