package org.mailferry.secret;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param keyFile holds the key of the encrypted store in its first line; without it the environment variable
 *     {@code MAILFERRY_SECRET_KEY} does
 */
@ConfigurationProperties("mailferry.secret")
public record SecretSettings(@Nullable Path keyFile) {
    Optional<Path> key() {
        return Optional.ofNullable(keyFile);
    }
}
