package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;

/**
 * A pass of a mailbox. Numbers rise by one from 1, and the direction back counts on its own.
 *
 * @param offersBefore messages refused by passes before this number are offered again
 * @param caughtUp it ended in the slice in which it began
 */
public record PassRecord(Pass kind, long number, Instant startedAt, Optional<Instant> finishedAt, long offersBefore, boolean caughtUp) {
    /** Without a word about refused messages. */
    public PassRecord(Pass kind, long number, Instant startedAt, Optional<Instant> finishedAt) {
        this(kind, number, startedAt, finishedAt, 0, finishedAt.isPresent());
    }

    /**
     * The next pass. It offers refused messages again unless the last one was of its kind and did not catch up: then it only goes on
     * with that, and what was refused a moment ago would be refused once more.
     */
    static PassRecord after(Optional<PassRecord> last, Pass kind, Instant now) {
        long number = last.map(PassRecord::number).orElse(0L) + 1;
        long own = kind.offersRefusedAgain() ? number : 0;
        return new PassRecord(kind, number, now, Optional.empty(),
            last.filter(pass -> pass.kind() == kind && !pass.caughtUp()).map(PassRecord::offersBefore).orElse(own), false);
    }

    public boolean isFinished() {
        return finishedAt.isPresent();
    }

    PassRecord finished(Instant at, boolean inTheSliceInWhichItBegan) {
        return new PassRecord(kind, number, startedAt, Optional.of(at), offersBefore, inTheSliceInWhichItBegan);
    }
}
