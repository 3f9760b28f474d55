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

    /** Opens both sides or none. Where places are limited, both are waited for before the first connection is made. */
    default Sides open(MailAccount source, MailAccount target, Deadline deadline) {
        MailStore opened = open(source, deadline);
        try {
            return new Sides(opened, open(target, deadline));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
