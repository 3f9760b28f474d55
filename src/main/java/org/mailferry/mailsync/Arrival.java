package org.mailferry.mailsync;

/**
 * A message that comes to be in a folder of the written side, as the counterpart of one on the other side: appended, or moved from
 * another folder. Recorded before it is done, so that whoever resumes asks the server what came of it.
 *
 * @param folderId the folder in which it comes to be
 * @param counterpartUid the message on the other side of that folder
 * @param fromFolderId the folder it is moved from; 0 when it is appended
 * @param fromUid its UID there, on the written side
 * @param lineFolderId the folder of the line that links both until then, and lineSourceUid that line
 * @param flags the counterpart's
 * @param floor it has this UID or a higher one
 */
public record Arrival(long folderId, Side written, long counterpartUid, long fromFolderId, long fromUid, long lineFolderId,
                      long lineSourceUid, State state, String sha256, long sizeBytes, InternalDate date, Flags flags, long floor, int attempts) {
    /** {@code REFUSED}: the written side does not take it. {@code KEPT}: it is not to be brought over. */
    public enum State { INTENDED, REFUSED, KEPT }

    static Arrival appended(FolderRecord folder, Message message, long floor, int attempts) {
        return new Arrival(folder.id(), Side.SOURCE, message.uid(), 0, 0, 0, 0, State.INTENDED, message.content().sha256(),
            message.content().sizeBytes(), message.date(), message.flags(), floor, attempts);
    }

    static Arrival left(FolderRecord folder, MessageEntry entry, State why) {
        return new Arrival(folder.id(), Side.SOURCE, entry.uid(), 0, 0, 0, 0, why, "", entry.sizeBytes(), entry.date(), entry.flags(), 0, 0);
    }

    Arrival with(State now) {
        return new Arrival(folderId, written, counterpartUid, fromFolderId, fromUid, lineFolderId, lineSourceUid, now, sha256, sizeBytes, date, flags,
            floor, attempts);
    }

    Arrival from(long uid) {
        return new Arrival(folderId, written, counterpartUid, fromFolderId, fromUid, lineFolderId, lineSourceUid, state, sha256, sizeBytes, date, flags, uid, attempts);
    }

    Arrival unsent() {
        return new Arrival(folderId, written, counterpartUid, fromFolderId, fromUid, lineFolderId, lineSourceUid, state, sha256, sizeBytes, date, flags,
            floor, attempts - 1);
    }

    boolean isMove() {
        return fromUid != 0;
    }

    /** The line that links both once it has that UID on the written side. */
    MessageRecord line(long uid, Outcome how, Flags sourceFlags) {
        long source = written == Side.SOURCE ? uid : counterpartUid;
        long target = written == Side.SOURCE ? counterpartUid : uid;
        return new MessageRecord(source, java.util.OptionalLong.of(target), how, "", sha256, sizeBytes, date, sourceFlags, 0, 0);
    }
}
