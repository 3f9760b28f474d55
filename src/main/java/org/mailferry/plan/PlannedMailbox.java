package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;

/**
 * One row of {@code mailboxes.csv} with everything needed to open both sides.
 *
 * @param quotaBytes quota on the target, empty for the target's default
 */
public record PlannedMailbox(MailboxId id, String wave, EmailAddress sourceAddress, EmailAddress targetAddress, String givenName,
                             String familyName, List<EmailAddress> aliases, Optional<Long> quotaBytes, MailAccount source, MailAccount target) {
    public PlannedMailbox {
        aliases = List.copyOf(aliases);
    }
}
