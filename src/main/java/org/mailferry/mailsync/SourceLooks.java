package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/** The last look at each source mailbox before it is switched off. */
public interface SourceLooks {
    /** @param problem what still arrived there; empty when it was quiet */
    record Look(MailboxId mailbox, String problem, Instant at) {
        public Look {
            problem = problem.length() <= 500 ? problem : problem.substring(0, 499) + "…";
        }
    }

    Optional<Look> of(MailboxId mailbox);

    void save(Look look);
}
