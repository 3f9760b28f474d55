package org.mailferry.realserver;

import java.util.Optional;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;

/** A real IMAP server of the test's own. Every mailbox name exists: it is made at its first login, with {@link DovecotServer#USER_PASSWORD}. */
public interface ImapServer extends AutoCloseable {
    int port();

    /** What the server has to say for itself. */
    String log();

    @Override void close();

    /** The mailbox as its owner opens it. */
    default MailAccount mailbox(String login) {
        return mailboxBehind(port(), login);
    }

    /** The same through a proxy on that port. */
    default MailAccount mailboxBehind(int port, String login) {
        return new MailAccount(MailEndpoint.of("127.0.0.1", port, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, login, Optional.empty(),
            SecretReference.parse("env:USER"));
    }

    /** A conversation with the server itself, past the engine. */
    default ImapTalk talk(String login) {
        return new ImapTalk(port(), login, DovecotServer.USER_PASSWORD);
    }
}
