package org.mailferry.secret;

import java.time.Clock;
import org.mailferry.kernel.SecretDigest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the kernel's {@code Secrets}, {@code SecretWriter} and {@code SecretDigest} to all capabilities. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretSettings.class)
public class SecretConfiguration {
    @Bean SecretStore secretStore(SealedSecrets entries, SecretSettings settings, Clock clock) {
        return new SecretStore(entries, settings, System.getenv(), clock);
    }

    @Bean SecretDigest secretDigest(SecretStore store) {
        return new KeyedDigest(store);
    }

    @Bean ReferencedSecrets secrets(SecretStore store) {
        return new ReferencedSecrets(System.getenv(), store);
    }
}
