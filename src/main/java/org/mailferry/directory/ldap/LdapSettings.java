package org.mailferry.directory.ldap;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How directories are read.
 *
 * @param responseTimeout bounds each page of the answer
 * @param trustedCertificates PEM file with the certificates of the directories' authorities; without it, Java's own list is trusted
 */
@ConfigurationProperties("mailferry.directory")
public record LdapSettings(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("20s") Duration responseTimeout,
                           @DefaultValue("500") int pageSize, @Nullable Path trustedCertificates) {
    public LdapSettings {
        if (connectTimeout.toMillis() < 1 || responseTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("mailferry.directory: connect-timeout and response-timeout must be longer than zero");
        }
        if (pageSize < 1 || pageSize > 10_000) {
            throw new IllegalArgumentException("mailferry.directory.page-size is " + pageSize + "; it must be 1 to 10000");
        }
    }
}
