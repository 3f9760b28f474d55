package org.mailferry.mailsync;

/**
 * Something that is done in both directions only with leave: a deletion to be repeated on {@code side}, or going on after a look that
 * found too much gone on {@code side}.
 *
 * @param id given by the ledger; 0 before
 * @param amount messages: 1 for a deletion, what was gone for a stop
 */
public record TwoWayRequest(long id, Subject subject, Side side, long folderId, long sourceUid, long targetUid, String sha256, long amount,
                            String reason, State state) {
    public enum Subject { DELETION, STOP }

    /** {@code SHOWN}: a person is asked about exactly it. {@code KEPT}: it was not approved, or not carried out for the reason. */
    public enum State { REQUESTED, SHOWN, APPROVED, DONE, KEPT }

    public TwoWayRequest {
        reason = reason.length() <= 1000 ? reason : reason.substring(0, 999) + "…";
    }

    static TwoWayRequest deletion(Side side, FolderRecord folder, MessageRecord line, State state) {
        return new TwoWayRequest(0, Subject.DELETION, side, folder.id(), line.sourceUid(), line.targetUid().orElse(0), line.sha256(), 1,
            "Deleted on the " + side.other().text() + " in '" + folder.sourceName() + "'", state);
    }

    static TwoWayRequest stop(Side side, long gone, String reason) {
        return new TwoWayRequest(0, Subject.STOP, side, 0, 0, 0, "", gone, reason, State.REQUESTED);
    }

    TwoWayRequest over(State how, String why) {
        return new TwoWayRequest(id, subject, side, folderId, sourceUid, targetUid, sha256, amount, why, how);
    }
}
