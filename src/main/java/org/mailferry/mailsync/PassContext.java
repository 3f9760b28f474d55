package org.mailferry.mailsync;

/** What the steps of a slice share. */
record PassContext(SyncLedger ledger, Lease lease, MailStore source, MailStore target, SyncPolicy policy, MailsyncSettings settings,
                   Deadline deadline, Tally tally, OwnProbes ownProbes) {
    /** Before every batch: is the mailbox still ours, and is there time? */
    boolean mayGoOn() {
        ledger.check(lease);
        return !deadline.isOver() && !tally.stopped();
    }
}
