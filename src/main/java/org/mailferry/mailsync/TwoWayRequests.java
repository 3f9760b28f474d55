package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.mailferry.kernel.MailboxId;

/** What two-way passes wait for a person's leave to do. In the caller's transaction. */
public interface TwoWayRequests {
    /**
     * Puts everything that is requested for these mailboxes before a person, as one batch that nothing is added to later. What somebody
     * else shows stays his, unless he is no more: then it is shown anew.
     *
     * @param owner who shows it, one batch at a time; the batch's name begins with it and a slash
     * @param isAtWork whether another owner may still decide what he shows
     * @return what the batch holds; empty when nothing is requested, or the owner's last batch is not decided yet
     */
    List<Shown> show(Collection<MailboxId> mailboxes, String owner, String batch, Predicate<String> isAtWork);

    /** What of the batch waits for its decision. */
    List<Shown> undecided(String batch);

    /**
     * Approves the batch if it still lets go exactly so many messages, each only once, and only if unchanged.
     *
     * @return false when it is another number; then nothing is approved
     */
    boolean approve(String batch, long messages);

    /**
     * What is not approved stays as it is, and the journal of each mailbox says who decided so. A stop is requested again once its loss
     * is another one.
     */
    void refuse(String batch, Refusal refusal);

    record Refusal(String by, Instant at, String reason) {}

    record Shown(MailboxId mailbox, TwoWayRequest request) {
        /** What an approval lets go: each deletion, and what was gone at each stop. */
        public static long messages(Collection<Shown> shown) {
            return shown.stream().mapToLong(each -> each.request().amount()).sum();
        }
    }
}
