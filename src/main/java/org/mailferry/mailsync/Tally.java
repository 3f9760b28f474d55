package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Optional;

/** Counts what a slice does. */
final class Tally {
    long copied;
    long alreadyThere;
    long refused;
    long expunged;
    long flagsChanged;
    long bytes;
    long folderProblems;
    private Optional<CopyRefusal> refusal = Optional.empty();

    void add(MessageRecord record) {
        if (record.outcome() == Outcome.COPIED) {
            copied++;
            bytes += record.sizeBytes();
        } else if (record.outcome() == Outcome.ALREADY_THERE) {
            alreadyThere++;
        } else if (record.outcome() == Outcome.REFUSED) {
            refused++;
        } else if (record.outcome() == Outcome.EXPUNGED) {
            expunged++;
        }
    }

    void stop(CopyRefusal why) {
        refusal = Optional.of(why);
    }

    boolean stopped() {
        return refusal.isPresent();
    }

    /** Something was done that need not be done again. */
    boolean moved() {
        return copied + alreadyThere + expunged + flagsChanged > 0;
    }

    SliceResult result(boolean caughtUp, Optional<Duration> pause) {
        return new SliceResult(caughtUp && refusal.isEmpty(), copied, alreadyThere, refused, expunged, flagsChanged, bytes, folderProblems,
            refusal, pause);
    }
}
