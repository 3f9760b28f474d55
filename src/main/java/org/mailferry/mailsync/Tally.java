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
    private final SyncListener listener;
    private Optional<CopyRefusal> refusal = Optional.empty();
    private String folder = "";

    Tally(SyncListener listener) {
        this.listener = listener;
    }

    void entered(FolderRecord line) {
        folder = line.sourceName();
        listener.entered(line);
    }

    void left(FolderRecord line) {
        listener.left(line);
    }

    void folderRefused(String name, String reason) {
        folderProblems++;
        listener.folderRefused(name, reason);
    }

    void add(MessageRecord record) {
        listener.settled(folder, record);
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
        return refusal.isPresent() || !listener.mayGoOn();
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
