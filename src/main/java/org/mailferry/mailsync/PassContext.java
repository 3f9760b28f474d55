package org.mailferry.mailsync;

import java.util.List;

/** What the steps of a slice share. */
record PassContext(SyncLedger ledger, Lease lease, MailStore source, MailStore target, SyncPolicy policy, MailsyncSettings settings,
                   Deadline deadline, Tally tally, OwnProbes ownProbes) {
    /** Messages that an earlier pass left out by rules that have changed, or that time has overtaken. */
    List<Long> carriedNow(long folderId) {
        return ledger.leftOut(folderId).stream().filter(record -> !policy.messages().leaveOut(record.sizeBytes(), record.date()))
            .map(MessageRecord::sourceUid).toList();
    }

    /** Before every batch: is the mailbox still ours, and is there time? */
    boolean mayGoOn() {
        ledger.check(lease);
        return !deadline.isOver() && !tally.stopped();
    }
}
