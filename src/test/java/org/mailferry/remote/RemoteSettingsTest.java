package org.mailferry.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class RemoteSettingsTest {
    @Test void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new RemoteSettings(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15), DataSize.ofMegabytes(1)));
    }

    @Test void everyKey() {
        assertThat(bind(Map.of("connect-timeout", "1s", "login-timeout", "2s", "alive-every", "3s", "max-output", "4KB")))
            .isEqualTo(new RemoteSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), DataSize.ofKilobytes(4)));
    }

    @Test void wrongValuesAreRefusedByName() {
        assertThatThrownBy(() -> bind(Map.of("login-timeout", "0s"))).hasRootCauseMessage("mailferry.remote.login-timeout is PT0S; it must be longer than zero");
        assertThatThrownBy(() -> bind(Map.of("max-output", "1B"))).hasRootCauseMessage("mailferry.remote.max-output is 1B; it must be between 1KB and 64MB");
    }

    private static RemoteSettings bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("mailferry.remote." + key, value));
        return new Binder(source).bindOrCreate("mailferry.remote", RemoteSettings.class);
    }
}
