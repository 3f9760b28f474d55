package org.mailferry.mailsync.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a step that goes through many mailboxes takes new ones. */
final class TimeBox {
    private final Clock clock;
    private final Instant end;

    TimeBox(Clock clock, Duration length) {
        this.clock = clock;
        this.end = clock.instant().plus(length);
    }

    boolean isOver() {
        return left().isNegative() || left().isZero();
    }

    Duration left() {
        return Duration.between(clock.instant(), end);
    }
}
