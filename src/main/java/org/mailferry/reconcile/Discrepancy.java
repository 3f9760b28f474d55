package org.mailferry.reconcile;

/**
 * One difference between the two sides.
 *
 * @param folder the source's name for it
 * @param uidValidity of the source's folder
 * @param sourceUid 0 where no source message is concerned
 * @param targetUid 0 where no target message is concerned
 * @param message in words for an operator; no subject and no content
 */
public record Discrepancy(String folder, Kind kind, long uidValidity, long sourceUid, long targetUid, String message) {
    public enum Kind {
        /** On the source, not on the target. */
        MISSING,
        /** Was copied, and its copy is not on the target any more; a person may accept that by name. */
        REMOVED,
        /** The target's copy has other bytes. */
        ALTERED,
        /** The target has more copies than the source. */
        DUPLICATED,
        FLAGS,
        DATE,
        /** A side refused the message; a person may accept that by name. */
        REFUSED,
        /** A side refused the folder; a person may accept that by name. */
        FOLDER_REFUSED,
        /** Arrived on the source after the last pass. */
        PENDING
    }

    public Discrepancy {
        message = message.length() <= 1_000 ? message : message.substring(0, 999) + "…";
    }

    public boolean acceptable() {
        return kind == Kind.REFUSED || kind == Kind.FOLDER_REFUSED || kind == Kind.REMOVED;
    }
}
