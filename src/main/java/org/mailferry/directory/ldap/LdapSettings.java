package org.mailferry.directory.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How directories are read.
 *
 * @param responseTimeout bounds each page of the answer
 * @param presets product to key to value, instead of what {@code directory/presets.properties} says; see there for the keys
 * @param trustedCertificates PEM file with the certificates of the directories' authorities; without it, Java's own list is trusted
 */
@ConfigurationProperties("mailferry.directory")
public record LdapSettings(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("20s") Duration responseTimeout,
                           @DefaultValue("500") int pageSize, @Nullable Path trustedCertificates,
                           @DefaultValue Map<String, Map<String, String>> presets) {
    @ConstructorBinding public LdapSettings {
        if (connectTimeout.toMillis() < 1 || responseTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("mailferry.directory: connect-timeout and response-timeout must be longer than zero");
        }
        if (pageSize < 1 || pageSize > 10_000) {
            throw new IllegalArgumentException("mailferry.directory.page-size is " + pageSize + "; it must be 1 to 10000");
        }
        DirectoryPresets.with(presets);
    }

    /** With the delivered presets. */
    public LdapSettings(Duration connectTimeout, Duration responseTimeout, int pageSize, @Nullable Path trustedCertificates) {
        this(connectTimeout, responseTimeout, pageSize, trustedCertificates, Map.of());
    }
}
