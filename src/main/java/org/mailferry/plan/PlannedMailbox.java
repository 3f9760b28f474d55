package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;

/**
 * One row of {@code mailboxes.csv} with everything needed to open both sides.
 *
 * @param quotaBytes quota on the target, empty for the target's default
 * @param ownSourcePassword the mailbox's own on the source, where its row names one
 * @param ownTargetPassword the mailbox's own on the target
 */
public record PlannedMailbox(MailboxId id, String wave, EmailAddress sourceAddress, EmailAddress targetAddress, String givenName,
                             String familyName, List<EmailAddress> aliases, Optional<Long> quotaBytes, MailAccount source, MailAccount target,
                             Optional<SecretReference> ownSourcePassword, Optional<SecretReference> ownTargetPassword) {
    /** Where the row names no passwords. */
    public PlannedMailbox(MailboxId id, String wave, EmailAddress sourceAddress, EmailAddress targetAddress, String givenName, String familyName,
                          List<EmailAddress> aliases, Optional<Long> quotaBytes, MailAccount source, MailAccount target) {
        this(id, wave, sourceAddress, targetAddress, givenName, familyName, aliases, quotaBytes, source, target, Optional.empty(), Optional.empty());
    }

    public PlannedMailbox {
        aliases = List.copyOf(aliases);
    }
}
