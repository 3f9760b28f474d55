package org.mailferry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MigrationException;

/** A status that says "not now". {@code retryAfter} is present when the server asked us to slow down. */
record HttpFailure(int status, Optional<Duration> retryAfter) {
    private static final Duration UNSTATED_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    static Optional<HttpFailure> of(int status, @Nullable String retryAfter, Instant now) {
        Optional<Duration> asked = Optional.ofNullable(retryAfter).flatMap(text -> delay(text, now));
        if (status == 429) {
            return Optional.of(new HttpFailure(status, Optional.of(asked.orElse(UNSTATED_DELAY))));
        }
        if (status == 503 && asked.isPresent()) {
            return Optional.of(new HttpFailure(status, asked));
        }
        return status == 408 || status >= 500 ? Optional.of(new HttpFailure(status, Optional.empty())) : Optional.empty();
    }

    /** The server as a whole is busy or out of reach; the other statuses may concern this one request. */
    boolean isPassing() {
        return retryAfter.isPresent() || status == 408 || status >= 502 && status <= 504;
    }

    MigrationException asException(String call) {
        return retryAfter.map(delay -> MigrationException.throttled(delay, call + " was throttled with status " + status))
            .orElseGet(() -> MigrationException.transientFailure(call + " answered " + status, null));
    }

    /** Seconds or an HTTP date (RFC 9110 §10.2.3), at least a second and at most an hour; empty when it is neither. */
    static Optional<Duration> delay(String text, Instant now) {
        try {
            Duration asked = text.strip().matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text.strip()))
                : Duration.between(now, ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(asked.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY
                : asked.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : asked);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
