package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a slice stops taking new batches ({@code soft}), and when its connections are cut whatever they do ({@code hard}). */
public record Deadline(Clock clock, Instant soft, Instant hard) {
    public static Deadline in(Clock clock, Duration bound, Duration grace) {
        Instant soft = clock.instant().plus(bound);
        return new Deadline(clock, soft, soft.plus(grace));
    }

    public boolean isOver() {
        return !clock.instant().isBefore(soft);
    }

    public Duration untilHardEnd() {
        Duration left = Duration.between(clock.instant(), hard);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
