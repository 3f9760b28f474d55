package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Optional;

/** Counts what a slice does. */
final class Tally {
    private static final int APPENDS_WHEN_FULL = 5;

    long copied;
    long alreadyThere;
    long refused;
    long expunged;
    long flagsChanged;
    long bytes;
    long folderProblems;
    long moves;
    long deletions;
    private final SyncListener listener;
    private boolean stepped;
    private boolean isolated;
    private Optional<CopyRefusal> refusal = Optional.empty();
    private Optional<String> full = Optional.empty();
    private int appendsLeft;
    private boolean lacksRoom;
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

    /** Something is recorded that the next slice need not do again. */
    void step() {
        stepped = true;
    }

    /** It is known which single message the source does not give; so many tries of it end in a refusal, not in a failed job. */
    void isolated() {
        isolated = true;
    }

    boolean hasStepped() {
        return stepped;
    }

    void add(MessageRecord record) {
        listener.settled(folder, record);
        stepped = true;
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

    /**
     * The mailbox is full. A few more appends may find room for something smaller, then it is enough.
     *
     * @param sentSince how many were sent before that was known
     */
    void full(String reason, int sentSince) {
        if (full.isEmpty()) {
            full = Optional.of(reason);
            appendsLeft = APPENDS_WHEN_FULL - sentSince;
        }
    }

    boolean isFull() {
        return full.isPresent();
    }

    void triedMore(int appends) {
        appendsLeft -= appends;
    }

    void leftForWantOfRoom() {
        lacksRoom = true;
    }

    /** To be asked before an append, with nothing on the way. */
    boolean mayAppend() {
        if (isFull() && appendsLeft <= 0) {
            stop();
        }
        return !stopped();
    }

    /** Something was left for want of room, and there is nothing smaller to try. */
    void stopIfRoomLacks() {
        if (lacksRoom) {
            stop();
        }
    }

    /** Nothing more is to be done before a person acts. */
    void stop(CopyRefusal why) {
        refusal = Optional.of(why);
    }

    private void stop() {
        refusal = Optional.of(new CopyRefusal(CopyRefusal.Reason.OVERQUOTA, full.orElseThrow()));
    }

    boolean stopped() {
        return refusal.isPresent() || !listener.mayGoOn();
    }

    /** Something was done that need not be done again. */
    boolean moved() {
        return isolated || copied + alreadyThere + expunged + flagsChanged + moves + deletions > 0;
    }

    SliceResult result(boolean caughtUp, Optional<Duration> pause) {
        return new SliceResult(caughtUp && refusal.isEmpty(), copied, alreadyThere, refused, expunged, flagsChanged, bytes, folderProblems,
            refusal, pause);
    }
}
