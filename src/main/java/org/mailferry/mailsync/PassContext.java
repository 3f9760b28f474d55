package org.mailferry.mailsync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the steps of a slice share. */
record PassContext(SyncLedger ledger, Lease lease, PassRecord pass, MailStore source, MailStore target, SyncPolicy policy,
                   MailsyncSettings settings, Deadline deadline, Tally tally, OwnProbes ownProbes) {
    /** The same slice, with these between it and the servers. */
    PassContext between(MailStore here, MailStore there) {
        return new PassContext(ledger, lease, pass, here, there, policy, settings, deadline, tally, ownProbes);
    }

    /** Messages that an earlier pass left out by rules that have changed, or that time has overtaken; above that source UID, so many at most. */
    List<MessageRecord> carriedNow(long folderId, long aboveUid, int limit) {
        List<MessageRecord> page = ledger.leftOut(folderId, aboveUid, limit);
        while (!page.isEmpty()) {
            List<MessageRecord> carried = page.stream().filter(record -> !policy.messages().leaveOut(record.sizeBytes(), record.date())).toList();
            if (!carried.isEmpty()) {
                return carried;
            }
            page = ledger.leftOut(folderId, page.get(page.size() - 1).sourceUid(), limit);
        }
        return page;
    }

    /** Before every step: is the mailbox still ours, and is there time? The first step of a slice is taken however late it is. */
    boolean mayGoOn() {
        ledger.check(lease);
        return !tally.stopped() && !timeIsOver();
    }

    boolean timeIsOver() {
        return deadline.isOver() && tally.hasStepped();
    }

    /** How long the target may still be storing what an earlier holder's broken connection sent. */
    Duration unquiet() {
        Instant now = deadline.clock().instant();
        return lease.brokeAt().map(broke -> Duration.between(now, broke.plus(settings.quiet()))).filter(left -> !left.isNegative())
            .orElse(Duration.ZERO);
    }
}
