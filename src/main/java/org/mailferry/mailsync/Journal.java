package org.mailferry.mailsync;

import java.util.List;
import org.mailferry.kernel.MailboxId;

/** What two-way passes did and left undone, for auditors. Only reads. */
public interface Journal {
    /** The newest first, at most so many. */
    List<JournalEntry> of(MailboxId mailbox, int most);
}
