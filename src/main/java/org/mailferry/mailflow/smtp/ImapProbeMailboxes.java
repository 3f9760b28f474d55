package org.mailferry.mailflow.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secrets;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.ProbeMailboxes;
import org.springframework.stereotype.Component;

@Component
class ImapProbeMailboxes implements ProbeMailboxes {
    private final MailflowSettings settings;
    private final Secrets secrets;

    ImapProbeMailboxes(MailflowSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override public ProbeMailbox open(MailAccount account) {
        Properties properties = MailSession.properties("imap", account.endpoint(), settings);
        ImapLogin.configure(account, "imap", properties);
        try {
            IMAPStore store = (IMAPStore) Session.getInstance(properties).getStore("imap");
            return open(store, account);
        } catch (AuthenticationFailedException e) {
            throw MigrationException.permanent("IMAP server " + account.endpoint() + " refuses the login of " + account.login(), e);
        } catch (MessagingException e) {
            throw MigrationException.transientFailure("The inbox of " + account.login() + " on " + account.endpoint() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private ProbeMailbox open(IMAPStore store, MailAccount account) throws MessagingException {
        try {
            store.connect(account.endpoint().host(), account.endpoint().port(), account.userName(), secrets.resolve(account.password()).reveal());
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            return new ImapProbeMailbox(store, inbox, account);
        } catch (MessagingException | MigrationException e) {
            store.close();
            throw e;
        }
    }
}
