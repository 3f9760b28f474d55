package org.mailferry.cli.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast it went over the last few seconds. */
final class Rate {
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private record Mark(Instant at, long messages, long bytes) {}

    private final Clock clock;
    private final Deque<Mark> marks = new ArrayDeque<>();

    Rate(Clock clock) {
        this.clock = clock;
        marks.add(new Mark(clock.instant(), 0, 0));
    }

    /** The sums since the beginning. */
    void now(long messages, long bytes) {
        Instant now = clock.instant();
        while (marks.size() > 1 && marks.getFirst().at().plus(WINDOW).isBefore(now)) {
            marks.removeFirst();
        }
        marks.addLast(new Mark(now, messages, bytes));
    }

    double messagesPerSecond() {
        return (marks.getLast().messages() - marks.getFirst().messages()) / seconds();
    }

    double bytesPerSecond() {
        return (marks.getLast().bytes() - marks.getFirst().bytes()) / seconds();
    }

    private double seconds() {
        return Math.max(Duration.between(marks.getFirst().at(), marks.getLast().at()).toMillis(), 500) / 1000.0;
    }
}
