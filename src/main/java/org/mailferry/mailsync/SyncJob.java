package org.mailferry.mailsync;

import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;

/** One mailbox to carry: where it is, where it goes, what is left out, and what changes may do while both servers are in use. */
public record SyncJob(MailboxId mailbox, MailAccount source, MailAccount target, SyncPolicy policy, TwoWayPolicy twoWay) {
    public SyncJob(MailboxId mailbox, MailAccount source, MailAccount target, SyncPolicy policy) {
        this(mailbox, source, target, policy, TwoWayPolicy.CAREFUL);
    }

    /** The way back: nothing that arrived on the target is left out. */
    public SyncJob reversed() {
        return new SyncJob(mailbox, target, source, SyncPolicy.EVERYTHING, twoWay);
    }
}
