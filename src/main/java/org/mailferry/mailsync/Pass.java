package org.mailferry.mailsync;

/** Why a mailbox is gone through. All passes do the same work; they differ in what is looked at again. */
public enum Pass {
    /** The first copy. Messages refused before are offered again. */
    INITIAL,
    /** While both servers are in use. */
    DELTA,
    /** While both servers are in use, and what changes on the target goes to the source too. */
    TWO_WAY,
    /** At the cutover. Messages refused before are offered again. */
    FINAL,
    /** From the target back to the source, for a rollback. */
    BACK;

    boolean offersRefusedAgain() {
        return this != DELTA && this != TWO_WAY;
    }
}
