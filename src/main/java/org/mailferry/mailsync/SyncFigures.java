package org.mailferry.mailsync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/** What the ledger says about the way forward, for people. Only reads. */
public interface SyncFigures {
    /** Mailboxes that were worked on; the others are missing. */
    Map<MailboxId, Figures> of(PlanName plan);

    /** Messages and folders that were refused, each with its reason. */
    List<String> refusals(MailboxId mailbox);

    /**
     * @param known messages that the source is known to hold, as far as its folders were looked at, without those left out
     * @param passBegan when the last pass began
     * @param passOver whether it is over
     */
    record Figures(long copied, long alreadyThere, long refused, long copiedBytes, long known, Optional<Instant> passBegan, boolean passOver) {
        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, Optional.empty(), true);

        public long handled() {
            return copied + alreadyThere + refused;
        }
    }
}
