package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import org.mailferry.kernel.MailboxId;

/** What two-way passes wait for a person's leave to do. In the caller's transaction. */
public interface TwoWayRequests {
    /**
     * Puts everything that is requested for these mailboxes before a person, as one batch that nothing is added to later. What an
     * owner that is no more was showing is shown anew.
     *
     * @param owner who shows it, one batch at a time; the batch's name begins with it and a slash
     * @return what the batch holds; empty when nothing is requested, or the owner's last batch is not decided yet
     */
    List<Shown> show(Collection<MailboxId> mailboxes, String owner, String batch);

    List<Shown> of(String batch);

    /** Approves the batch. @return how many messages may be deleted now; each only once, and only if unchanged */
    long approve(String batch);

    /** What is not approved stays as it is. Stops stay, and are requested again by the next pass. */
    void refuse(String batch);

    record Shown(MailboxId mailbox, TwoWayRequest request) {}
}
