package org.mailferry.mailsync;

import java.util.OptionalLong;

/**
 * Where the passes over a folder stopped. UIDVALIDITY 0 means: never opened.
 *
 * @param id given by the ledger; 0 before
 * @param targetName empty for a folder that is left out
 * @param note why the target's name differs, or why the folder was refused; for the report
 * @param nextSourceUid every source message below it has been handled or has an intent
 * @param sourceModSeq flag changes up to it are on the target
 * @param sourceMessages how many the source held at the last look; for a folder left out, how many were left behind
 * @param targetUidNext every message of the target below it is known, as a copy of ours or as somebody else's
 * @param targetFirstUid the target's UIDNEXT when we first saw it: what lies below was there before us
 * @param targetForeign how many messages of the target were found to be none of ours; 0 when there are none
 * @param finishedPass the number of the last pass that got through it
 * @param stopped where work that takes more than a slice stopped
 */
public record FolderRecord(long id, String sourceName, String targetName, State state, String note, long sourceUidValidity,
                           long nextSourceUid, OptionalLong sourceModSeq, long sourceMessages, long targetUidValidity, long targetUidNext,
                           long targetFirstUid, long targetForeign, long finishedPass, Stopped stopped) {
    /** {@code REFUSED}: a side did not open, create or give it. {@code GONE}: no longer on the source. */
    public enum State { COPY, EXCLUDED, REFUSED, GONE }

    /**
     * @param flagsUid flags below it were compared by the comparison under way; 0 when none is
     * @param flagsModSeq the MODSEQ as of which that comparison began; 0 where there is none
     * @param suspectFrom reading the messages from here up to {@code suspectTo} broke the connection; 0 when none did
     * @param suspectTimes how often, in a row, the very same
     */
    public record Stopped(long flagsUid, long flagsModSeq, long suspectFrom, long suspectTo, int suspectTimes) {
        public static final Stopped NOWHERE = new Stopped(0, 0, 0, 0, 0);
    }

    public FolderRecord {
        note = note.length() <= 500 ? note : note.substring(0, 499) + "…";
    }

    /** With nothing that stopped half-way. */
    public FolderRecord(long id, String sourceName, String targetName, State state, String note, long sourceUidValidity, long nextSourceUid,
                        OptionalLong sourceModSeq, long sourceMessages, long targetUidValidity, long targetUidNext, long targetFirstUid,
                        long targetForeign, long finishedPass) {
        this(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages, targetUidValidity,
            targetUidNext, targetFirstUid, targetForeign, finishedPass, Stopped.NOWHERE);
    }

    static FolderRecord fresh(String sourceName, String targetName, State state, String note) {
        return new FolderRecord(0, sourceName, targetName, state, note, 0, 1, OptionalLong.empty(), 0, 0, 1, 1, 0, 0);
    }

    public FolderRecord withId(long given) {
        return new FolderRecord(given, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass, stopped);
    }

    FolderRecord withState(State now, String why) {
        return new FolderRecord(id, sourceName, targetName, now, why, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass, stopped);
    }

    FolderRecord withTargetName(String name, String why) {
        return new FolderRecord(id, sourceName, name, state, why, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass, stopped);
    }

    /** The source began anew: nothing of it has been seen. What the target holds is known as before. */
    FolderRecord sourceAnew(long uidValidity) {
        return new FolderRecord(id, sourceName, targetName, state, note, uidValidity, 1, OptionalLong.empty(), 0, targetUidValidity,
            targetUidNext, targetFirstUid, 1, 0);
    }

    /** The target began anew: which of its messages are ours is unknown. */
    FolderRecord targetAnew(long uidValidity, long firstUid) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            uidValidity, 1, firstUid, 0, 0, stopped);
    }

    /** The target begins anew, and its messages are not all forgotten yet. */
    public FolderRecord targetUnknown() {
        return targetAnew(0, 1);
    }

    FolderRecord seenTarget(long uidNext, long foreign) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, uidNext, targetFirstUid, foreign, finishedPass, stopped);
    }

    FolderRecord handledUpTo(long nextUid) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, Math.max(nextUid, nextSourceUid), sourceModSeq,
            sourceMessages, targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass, stopped);
    }

    /** The comparison of flags is through: changes up to that MODSEQ are on the target. */
    FolderRecord flagsUpTo(OptionalLong modSeq) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, modSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass,
            new Stopped(0, 0, stopped.suspectFrom(), stopped.suspectTo(), stopped.suspectTimes()));
    }

    FolderRecord comparingFlags(long uid, long modSeq) {
        return with(new Stopped(uid, modSeq, stopped.suspectFrom(), stopped.suspectTo(), stopped.suspectTimes()));
    }

    /** Reading these broke the connection. */
    FolderRecord suspecting(long from, long to) {
        boolean again = from == to && stopped.suspectFrom() == from && stopped.suspectTo() == to;
        return with(new Stopped(stopped.flagsUid(), stopped.flagsModSeq(), from, to, again ? stopped.suspectTimes() + 1 : 1));
    }

    boolean isSuspect(long uid) {
        return stopped.suspectFrom() <= uid && uid <= stopped.suspectTo();
    }

    /** Its reading, alone, broke the connection so many times in a row. */
    boolean breaksOff(long uid, int times) {
        return stopped.suspectFrom() == uid && stopped.suspectTo() == uid && stopped.suspectTimes() >= times;
    }

    FolderRecord trusting() {
        return with(new Stopped(stopped.flagsUid(), stopped.flagsModSeq(), 0, 0, 0));
    }

    private FolderRecord with(Stopped where) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass, where);
    }

    FolderRecord finished(long pass, long messages) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, messages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, pass, stopped);
    }
}
