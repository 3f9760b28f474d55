package org.mailferry.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a call over HTTP may take. The defaults keep the five calls of one provisioning within the engine's job lock of 90 s.
 *
 * @param callTimeout bounds a call from name lookup to the last byte of the answer
 * @param maxAnswer a longer answer is refused
 * @param trustedCertificates PEM file with the certificates of the servers' authorities; without it, Java's own list is trusted
 */
@ConfigurationProperties("mailferry.http")
public record HttpSettings(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("12s") Duration readTimeout,
                           @DefaultValue("12s") Duration writeTimeout, @DefaultValue("15s") Duration callTimeout,
                           @DefaultValue("8MB") DataSize maxAnswer, @Nullable Path trustedCertificates) {
    public HttpSettings {
        positive("connect-timeout", connectTimeout);
        positive("read-timeout", readTimeout);
        positive("write-timeout", writeTimeout);
        positive("call-timeout", callTimeout);
        if (maxAnswer.toBytes() < 1_024) {
            throw new IllegalArgumentException("mailferry.http.max-answer is " + maxAnswer + "; it must be 1KB or more");
        }
    }

    private static void positive(String key, Duration time) {
        // OkHttp reads zero as "no timeout", which would let one dead server hold a worker for ever.
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("mailferry.http." + key + " is " + time + "; it must be longer than zero");
        }
    }
}
