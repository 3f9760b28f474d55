package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;

/** A pass of a mailbox. Numbers rise by one from 1, and the direction back counts on its own. */
public record PassRecord(Pass kind, long number, Instant startedAt, Optional<Instant> finishedAt) {
    public boolean isFinished() {
        return finishedAt.isPresent();
    }

    PassRecord finished(Instant at) {
        return new PassRecord(kind, number, startedAt, Optional.of(at));
    }
}
