package org.mailferry.mailflow.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.ProbeMailboxes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

@Component
class ImapProbeMailboxes implements ProbeMailboxes {
    /** Refusals that say nothing against the password: RFC 5530 and what servers say in plain words when they have had enough. */
    private static final Pattern OTHER_REASONS = Pattern.compile("(?i)^\\s*\\[(AUTHORIZATIONFAILED|PRIVACYREQUIRED|CONTACTADMIN|SERVERBUG|CLIENTBUG|CANNOT"
        + "|UNAVAILABLE|LIMIT|INUSE|THROTTLED)[\\] ]|too many|maximum number|backoff|throttled|server (is )?(too )?(busy|unavailable)|no login methods");

    private final MailflowSettings settings;
    private final Secrets secrets;
    private final LoginAttempts attempts;

    /** @param attempts absent where no database is */
    @Autowired
    ImapProbeMailboxes(MailflowSettings settings, Secrets secrets, Optional<LoginAttempts> attempts) {
        this.settings = settings;
        this.secrets = secrets;
        this.attempts = attempts.orElse(LoginAttempts.UNCOUNTED);
    }

    ImapProbeMailboxes(MailflowSettings settings, Secrets secrets) {
        this(settings, secrets, Optional.empty());
    }

    @Override public ProbeMailbox open(MailAccount account) {
        IMAPStore store = login(account);
        try {
            return inbox(store, account);
        } catch (MessagingException e) {
            throw unopened(account, e);
        }
    }

    /** Connected; the caller closes it. */
    IMAPStore login(MailAccount account) {
        Secret secret = secrets.resolve(account.password());
        attempts.refusal(account, secret).ifPresent(why -> {
            throw MigrationException.permanent(why);
        });
        try {
            IMAPStore store = connected(account, secret);
            attempts.accepted(account, secret);
            return store;
        } catch (AuthenticationFailedException e) {
            throw MigrationException.permanent("IMAP server " + account.endpoint() + " refuses the login of " + account.login(), e);
        } catch (MessagingException e) {
            throw unopened(account, e);
        }
    }

    private static MigrationException unopened(MailAccount account, MessagingException e) {
        return MigrationException.transientFailure("The inbox of " + account.login() + " on " + account.endpoint() + " cannot be opened: " + e.getMessage(), e);
    }

    /** Reports what became of the secret, except that it was accepted. */
    private IMAPStore connected(MailAccount account, Secret secret) throws MessagingException {
        boolean reported = false;
        try {
            Properties properties = MailSession.properties("imap", account.endpoint(), settings);
            ImapLogin.configure(account, "imap", properties);
            IMAPStore store = (IMAPStore) Session.getInstance(properties).getStore("imap");
            store.connect(account.endpoint().host(), account.endpoint().port(), account.userName(), secret.reveal());
            reported = true;
            return store;
        } catch (AuthenticationFailedException e) {
            String words = String.valueOf(e.getMessage());
            if (refusesSecret(words)) {
                reported = true;
                attempts.refused(account, secret, words.replace(secret.reveal().strip(), secret.toString()));
            }
            throw e;
        } finally {
            if (!reported) {
                attempts.unclear(account, secret);
            }
        }
    }

    static boolean refusesSecret(String words) {
        return !OTHER_REASONS.matcher(words).find();
    }

    private static ProbeMailbox inbox(IMAPStore store, MailAccount account) throws MessagingException {
        try {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            return new ImapProbeMailbox(store, inbox, account);
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
