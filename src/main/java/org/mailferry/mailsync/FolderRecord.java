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
 * @param targetUidNext every copy of ours on the target lies below it
 * @param targetFirstUid the target's UIDNEXT when we first saw it: what lies below was there before us
 * @param targetForeign how many messages of the target below {@code targetUidNext} are none of ours
 * @param finishedPass the number of the last pass that got through it
 */
public record FolderRecord(long id, String sourceName, String targetName, State state, String note, long sourceUidValidity,
                           long nextSourceUid, OptionalLong sourceModSeq, long sourceMessages, long targetUidValidity, long targetUidNext,
                           long targetFirstUid, long targetForeign, long finishedPass) {
    /** {@code REFUSED}: a side did not open, create or give it. {@code GONE}: no longer on the source. */
    public enum State { COPY, EXCLUDED, REFUSED, GONE }

    public FolderRecord {
        note = note.length() <= 500 ? note : note.substring(0, 499) + "…";
    }

    static FolderRecord fresh(String sourceName, String targetName, State state, String note) {
        return new FolderRecord(0, sourceName, targetName, state, note, 0, 1, OptionalLong.empty(), 0, 0, 1, 1, 0, 0);
    }

    public FolderRecord withId(long given) {
        return new FolderRecord(given, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass);
    }

    FolderRecord withState(State now, String why) {
        return new FolderRecord(id, sourceName, targetName, now, why, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass);
    }

    FolderRecord withTargetName(String name, String why) {
        return new FolderRecord(id, sourceName, name, state, why, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass);
    }

    /** The source began anew: nothing of it has been seen, and which of the target's messages are copies of it is unknown. */
    FolderRecord sourceAnew(long uidValidity) {
        return new FolderRecord(id, sourceName, targetName, state, note, uidValidity, 1, OptionalLong.empty(), 0, targetUidValidity,
            1, targetFirstUid, 0, 0);
    }

    /** The target began anew: which of its messages are ours is unknown. */
    FolderRecord targetAnew(long uidValidity, long firstUid) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            uidValidity, 1, firstUid, 0, 0);
    }

    FolderRecord seenTarget(long uidNext, long foreign) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, sourceMessages,
            targetUidValidity, uidNext, targetFirstUid, foreign, finishedPass);
    }

    FolderRecord handledUpTo(long nextUid) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, Math.max(nextUid, nextSourceUid), sourceModSeq,
            sourceMessages, targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass);
    }

    FolderRecord flagsUpTo(OptionalLong modSeq) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, modSeq, sourceMessages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, finishedPass);
    }

    FolderRecord finished(long pass, long messages) {
        return new FolderRecord(id, sourceName, targetName, state, note, sourceUidValidity, nextSourceUid, sourceModSeq, messages,
            targetUidValidity, targetUidNext, targetFirstUid, targetForeign, pass);
    }
}
