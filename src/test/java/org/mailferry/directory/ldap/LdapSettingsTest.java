package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LdapSettingsTest {
    @Test void defaultsTrustJavasAuthorities() {
        assertThat(bind(Map.of())).isEqualTo(new LdapSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), 500, null));
    }

    @Test void everyKeyIsRead() {
        assertThat(bind(Map.of("mailferry.directory.connect-timeout", "1s", "mailferry.directory.response-timeout", "2s",
            "mailferry.directory.page-size", "3", "mailferry.directory.trusted-certificates", "ca.pem")))
            .isEqualTo(new LdapSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), 3, Path.of("ca.pem")));
    }

    @Test void aPageOfNothingIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("mailferry.directory.page-size", "0"))).hasStackTraceContaining("page-size is 0; it must be 1 to 10000");
    }

    private static LdapSettings bind(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.directory", LdapSettings.class);
    }
}
