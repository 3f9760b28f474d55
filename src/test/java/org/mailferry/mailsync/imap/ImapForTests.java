package org.mailferry.mailsync.imap;

import org.mailferry.kernel.Secrets;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;

/** Opens the package's one door for tests of other packages. */
public final class ImapForTests {
    private ImapForTests() {}

    public static MailStores stores(Secrets secrets, MailsyncSettings settings) {
        return new ImapMailStores(secrets, settings);
    }
}
