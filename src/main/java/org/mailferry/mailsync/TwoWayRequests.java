package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import org.mailferry.kernel.MailboxId;

/** What two-way passes wait for a person's leave to do. In the caller's transaction. */
public interface TwoWayRequests {
    /**
     * Puts everything that is requested for these mailboxes before a person, as one batch that nothing is added to later.
     *
     * @return what the batch holds; empty when nothing is requested
     */
    List<Shown> show(Collection<MailboxId> mailboxes, String batch);

    List<Shown> of(String batch);

    /** Approves the batch. @return how many messages may be deleted now; each only once, and only if unchanged */
    long approve(String batch);

    /** What is not approved stays as it is. Stops stay, and are requested again by the next pass. */
    void refuse(String batch);

    record Shown(MailboxId mailbox, TwoWayRequest request) {}
}
