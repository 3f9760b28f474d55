package org.mailferry.cli.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.Pacer;

/** Holds the average since the first message below so many bytes and messages a second, over all mailboxes together; 0 for no limit. */
final class Pace {
    private static final Duration NAP = Duration.ofSeconds(5);

    private final double bytesPerSecond;
    private final double messagesPerSecond;
    private final long bytesFree;
    private final Clock clock;
    private final Pacer pacer;
    private @Nullable Instant began;
    private long bytes;
    private long messages;

    /** @param bytesFree so many bytes go without limit first */
    Pace(double bytesPerSecond, double messagesPerSecond, long bytesFree, Clock clock, Pacer pacer) {
        this.bytesPerSecond = bytesPerSecond;
        this.messagesPerSecond = messagesPerSecond;
        this.bytesFree = bytesFree;
        this.clock = clock;
        this.pacer = pacer;
    }

    synchronized void moved(long size) {
        bytes += size;
        messages++;
    }

    /** Waits until more may be sent, at most a few seconds, so that whoever waits may be asked to stop. */
    void await() {
        Duration due = due();
        if (!due.isNegative() && !due.isZero()) {
            pacer.pause(due.compareTo(NAP) < 0 ? due : NAP);
        }
    }

    boolean isOver() {
        Duration due = due();
        return due.isNegative() || due.isZero();
    }

    private synchronized Duration due() {
        Instant now = clock.instant();
        if (began == null) {
            began = now;
        }
        double seconds = Math.max(bytesPerSecond > 0 ? Math.max(0, bytes - bytesFree) / bytesPerSecond : 0,
            messagesPerSecond > 0 ? messages / messagesPerSecond : 0);
        return Duration.between(now, began.plusMillis(Math.round(seconds * 1000)));
    }
}
