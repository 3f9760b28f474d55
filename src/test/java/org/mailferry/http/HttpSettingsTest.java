package org.mailferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class HttpSettingsTest {
    @Test void defaultsBoundEveryPartOfACall() {
        assertThat(bind(Map.of())).isEqualTo(new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofSeconds(12),
            Duration.ofSeconds(15), DataSize.ofMegabytes(8), null));
    }

    @Test void everyKeyIsRead() {
        assertThat(bind(Map.of("mailferry.http.connect-timeout", "1s", "mailferry.http.read-timeout", "2s", "mailferry.http.write-timeout",
            "3s", "mailferry.http.call-timeout", "4s", "mailferry.http.max-answer", "5KB",
            "mailferry.http.trusted-certificates", "ca.pem")))
            .isEqualTo(new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4),
                DataSize.ofKilobytes(5), Path.of("ca.pem")));
    }

    @Test void aTimeoutOfZeroIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("mailferry.http.call-timeout", "0s")))
            .hasStackTraceContaining("mailferry.http.call-timeout is PT0S; it must be longer than zero");
    }

    private static HttpSettings bind(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.http", HttpSettings.class);
    }
}
