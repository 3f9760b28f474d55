package org.mailferry.mailsync;

import org.mailferry.kernel.MailAccount;

/** Opens mailboxes on their servers. */
public interface MailStores {
    /**
     * Connects and logs in. The caller closes the store; at the deadline's hard end it is cut off.
     *
     * @throws LoginRefusedException when the server refuses the login itself
     * @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the server cannot be reached or breaks off,
     *     {@code THROTTLED} when it asks for a pause, {@code PERMANENT} when its certificate is not trusted or STARTTLS is missing
     */
    MailStore open(MailAccount account, Deadline deadline);
}
