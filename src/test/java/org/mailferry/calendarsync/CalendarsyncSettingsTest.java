package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CalendarsyncSettingsTest {
    @Test void asksTheNameServersOfTheMachineByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new CalendarsyncSettings(List.of(), Duration.ofSeconds(5)));
    }

    @Test void everyKeyIsRead() {
        assertThat(bind(Map.of("mailferry.calendarsync.name-servers", "10.0.0.1,ns.corp.test:5353", "mailferry.calendarsync.dns-timeout", "2s",
            "mailferry.calendarsync.slice", "10s")))
            .isEqualTo(new CalendarsyncSettings(List.of("10.0.0.1", "ns.corp.test:5353"), Duration.ofSeconds(2), Duration.ofSeconds(10)));
    }

    @Test void wrongValuesAreNamed() {
        assertThatThrownBy(() -> new CalendarsyncSettings(List.of("a b"), Duration.ofSeconds(1))).hasMessageContaining("name-servers: 'a b'");
        assertThatThrownBy(() -> new CalendarsyncSettings(List.of(), Duration.ZERO)).hasMessageContaining("dns-timeout");
        assertThatThrownBy(() -> new CalendarsyncSettings(List.of(), Duration.ofSeconds(1), Duration.ZERO)).hasMessageContaining("mailferry.calendarsync.slice");
    }

    private static CalendarsyncSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("mailferry.calendarsync", CalendarsyncSettings.class);
    }
}
