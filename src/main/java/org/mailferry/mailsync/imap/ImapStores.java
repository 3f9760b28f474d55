package org.mailferry.mailsync.imap;

import org.mailferry.kernel.Secrets;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;

/** Opens mailboxes by IMAP where no application context puts the parts together. */
public final class ImapStores {
    private ImapStores() {}

    public static MailStores of(Secrets secrets, MailsyncSettings settings) {
        return new ImapMailStores(secrets, settings);
    }
}
