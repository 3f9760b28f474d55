package org.mailferry.mailsync;

import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/** The last measurement of each mailbox. */
public interface MailboxSizes {
    Optional<MailboxSize> of(MailboxId mailbox);

    void save(MailboxSize size);
}
