package org.mailferry.mailsync;

import java.util.OptionalLong;

/**
 * Where the last look at both sides of a folder stopped.
 *
 * @param targetSeenUid the target's messages below it were looked at
 * @param targetModSeq flag changes of the target up to it are on the source
 * @param finishedPass the last two-way pass that got through the folder
 */
public record Bookmark(long folderId, long sourceUidValidity, long sourceMessages, long targetUidValidity, long targetSeenUid,
                       long targetMessages, OptionalLong targetModSeq, long finishedPass) {
    /** What lay on the target before the first contact stays there. */
    public static Bookmark fresh(FolderRecord folder) {
        return new Bookmark(folder.id(), folder.sourceUidValidity(), -1, folder.targetUidValidity(), folder.targetFirstUid(), -1,
            OptionalLong.empty(), 0);
    }

    /** The same place, unless a server counts its UIDs anew: then what is found there now is not taken for new. */
    public Bookmark on(FolderRecord folder) {
        if (targetUidValidity != folder.targetUidValidity()) {
            return fresh(folder);
        }
        return sourceUidValidity == folder.sourceUidValidity() ? this : new Bookmark(folderId, folder.sourceUidValidity(), -1,
            targetUidValidity, targetSeenUid, targetMessages, targetModSeq, finishedPass);
    }

    Bookmark finished(FolderStatus source, FolderStatus target, long seenUid, OptionalLong modSeq, long pass) {
        return new Bookmark(folderId, sourceUidValidity, source.messages(), targetUidValidity, seenUid, target.messages(), modSeq, pass);
    }

    Bookmark seen(long uid) {
        return new Bookmark(folderId, sourceUidValidity, sourceMessages, targetUidValidity, Math.max(uid, targetSeenUid), targetMessages,
            targetModSeq, finishedPass);
    }
}
