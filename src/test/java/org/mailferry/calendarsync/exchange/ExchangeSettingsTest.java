package org.mailferry.calendarsync.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExchangeSettingsTest {
    @Test void midnightsAreThoseOfMoscowByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new ExchangeSettings(ZoneId.of("Europe/Moscow")));
    }

    @Test void everyKeyIsRead() {
        assertThat(bind(Map.of("mailferry.calendarsync.exchange.zone", "Asia/Omsk"))).isEqualTo(new ExchangeSettings(ZoneId.of("Asia/Omsk")));
    }

    private static ExchangeSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("mailferry.calendarsync.exchange", ExchangeSettings.class);
    }
}
