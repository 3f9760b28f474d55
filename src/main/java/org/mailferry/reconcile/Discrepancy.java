package org.mailferry.reconcile;

import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Sha256;

/**
 * One difference between the two sides.
 *
 * @param folder the source's name for it
 * @param uidValidity of the source's folder
 * @param sourceUid 0 where no source message is concerned
 * @param targetUidValidity of the target's folder; 0 where no target message is concerned
 * @param targetUid 0 where no target message is concerned
 * @param message in words for an operator; no subject and no content
 */
public record Discrepancy(String folder, Kind kind, long uidValidity, long sourceUid, long targetUidValidity, long targetUid, String message) {
    private static final int CODE_LENGTH = 10;

    /** In the order in which a person should look at them. */
    public enum Kind {
        /** On the source, not on the target. */
        MISSING,
        /** A server does not give the content, so nothing can be said about it. */
        UNREADABLE,
        /** Was copied, and its copy is not on the target any more. */
        REMOVED,
        /** The target's copy has other bytes. */
        ALTERED,
        /** The target has more copies than the source. */
        DUPLICATED,
        /** On the target, not on the source; a difference only where both sides are to be the same. */
        EXTRA,
        /** The folder is not on the target. */
        FOLDER_MISSING,
        /** The folder is on the target only; a difference only where both sides are to be the same. */
        FOLDER_EXTRA,
        FLAGS,
        DATE,
        /** A side refused the message. */
        REFUSED,
        /** A side refused the folder. */
        FOLDER_REFUSED,
        /** The source changed after the last pass: the next one brings it. */
        PENDING;

        /** A person may accept all findings of this kind together; the others one by one, or not at all. */
        public boolean acceptedTogether() {
            return !acceptedAlone() && this != PENDING;
        }

        /** Mail may be lost: a person accepts each with a reason of its own. */
        public boolean acceptedAlone() {
            return this == MISSING || this == UNREADABLE;
        }

        /** The message is what a server said, which may read otherwise tomorrow; the finding is the same. */
        private boolean wordsVary() {
            return this == REFUSED || this == FOLDER_REFUSED || this == UNREADABLE;
        }
    }

    public Discrepancy {
        message = message.length() <= 1_000 ? message : message.substring(0, 999) + "…";
    }

    /** The same for the same finding in another run; an acceptance holds for it alone. */
    public String fingerprint() {
        String identity = String.join("\0", kind.name(), folder, uidValidity + "/" + sourceUid, targetUidValidity + "/" + targetUid,
            kind.wordsVary() ? "" : message);
        return Sha256.hex(identity);
    }

    /** Names this finding of this mailbox in a form or on a command line. */
    public String code(MailboxId mailbox) {
        return Sha256.hex(mailbox.text() + "\0" + fingerprint()).substring(0, CODE_LENGTH);
    }
}
