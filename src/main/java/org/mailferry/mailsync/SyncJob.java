package org.mailferry.mailsync;

import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;

/** One mailbox to carry: where it is, where it goes, and what is left out. */
public record SyncJob(MailboxId mailbox, MailAccount source, MailAccount target, SyncPolicy policy) {
    /** The way back: nothing that arrived on the target is left out. */
    public SyncJob reversed() {
        return new SyncJob(mailbox, target, source, SyncPolicy.EVERYTHING);
    }
}
