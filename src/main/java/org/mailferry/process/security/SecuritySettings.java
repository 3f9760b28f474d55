package org.mailferry.process.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param setupTokenLifetime how long the token for the first administrator works after a start
 * @param sessionRefresh how old a signed-in user's groups may be on the pages beside the webapps
 * @param largestQuery a task query or filter longer than this is refused unread
 */
@ConfigurationProperties("mailferry.security")
record SecuritySettings(
    @DefaultValue("1h") Duration setupTokenLifetime,
    @DefaultValue("1m") Duration sessionRefresh,
    @DefaultValue("1MB") DataSize largestQuery) {

    SecuritySettings {
        if (setupTokenLifetime.isNegative() || setupTokenLifetime.isZero()) {
            throw new IllegalArgumentException("mailferry.security.setup-token-lifetime must be longer than nothing, such as 1h");
        }
    }
}
