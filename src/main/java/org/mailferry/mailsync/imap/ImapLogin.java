package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.mailsync.LoginRefusedException;

/** Opens a mailbox in one of the four credential modes. */
final class ImapLogin {
    private final ImapWire wire;
    private final MailAccount account;

    ImapLogin(ImapWire wire, MailAccount account) {
        this.wire = wire;
        this.account = account;
    }

    void run(Secret password) {
        try {
            if (account.mode() == CredentialMode.AUTHORIZATION_IDENTITY) {
                wire.authplain(account.login(), account.serviceLogin().orElseThrow(), password.reveal());
            } else {
                login(user(), password.reveal());
            }
            wire.capability();
        } catch (CommandFailedException | BadCommandException e) {
            throw refused(e);
        } catch (ProtocolException e) {
            throw ImapFailure.connectionLost(account.endpoint(), e.getMessage(), e);
        }
    }

    private String user() {
        return switch (account.mode()) {
            case OWN_PASSWORD, AUTHORIZATION_IDENTITY -> account.login();
            case MASTER_USER -> account.login() + "*" + account.serviceLogin().orElseThrow();
            case EXCHANGE_DELEGATE -> account.serviceLogin().orElseThrow() + "/" + account.login();
        };
    }

    /** LOGIN, unless the server forbids it or the words do not fit into it (RFC 9051 §6.2.3: ASCII). */
    private void login(String user, String password) throws ProtocolException {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(user + password);
        if (wire.hasCapability("AUTH=PLAIN") && (!ascii || wire.hasCapability("LOGINDISABLED"))) {
            wire.authplain("", user, password);
            return;
        }
        if (wire.hasCapability("LOGINDISABLED")) {
            throw new LoginRefusedException(account.endpoint() + " allows no login on this connection (LOGINDISABLED); use TLS");
        }
        wire.login(user, password);
    }

    private RuntimeException refused(ProtocolException e) {
        Response answer = e.getResponse();
        String text = answer instanceof ImapLine line ? line.text() : String.valueOf(e.getMessage());
        Optional<Duration> pause = answer instanceof ImapLine line ? ImapFailure.pause(line) : Optional.empty();
        if (pause.isPresent()) {
            return MigrationException.throttled(pause.get(), account.endpoint() + " asked for a pause at login: " + text);
        }
        return new LoginRefusedException(account.endpoint() + " refused the login of " + account.login()
            + account.serviceLogin().map(service -> " through " + service).orElse("") + ": " + text);
    }
}
