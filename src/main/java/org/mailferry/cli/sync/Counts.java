package org.mailferry.cli.sync;

import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;

/** What became of messages in this run. */
record Counts(long copied, long copiedBytes, long alreadyThere, long refused, long leftOut, long gone) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    static Counts of(MessageRecord message) {
        Outcome outcome = message.outcome();
        return new Counts(outcome == Outcome.COPIED ? 1 : 0, outcome == Outcome.COPIED ? message.sizeBytes() : 0, outcome == Outcome.ALREADY_THERE ? 1 : 0,
            outcome == Outcome.REFUSED ? 1 : 0, outcome == Outcome.LEFT_OUT ? 1 : 0, outcome == Outcome.EXPUNGED ? 1 : 0);
    }

    Counts plus(Counts other) {
        return new Counts(copied + other.copied, copiedBytes + other.copiedBytes, alreadyThere + other.alreadyThere, refused + other.refused,
            leftOut + other.leftOut, gone + other.gone);
    }
}
