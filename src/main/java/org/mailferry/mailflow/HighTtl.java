package org.mailferry.mailflow;

import java.time.Instant;
import java.util.Optional;

/**
 * A TTL that resolvers may still hold.
 *
 * @param loweredAt when a lower one was seen first on every server, empty while the high one is served
 */
public record HighTtl(long seconds, Optional<Instant> loweredAt) {
    Optional<Instant> forgottenAt() {
        return loweredAt.map(at -> at.plusSeconds(seconds));
    }
}
