package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.mailsync.LoginRefusedException;

/** Opens a mailbox in its credential mode. */
final class ImapLogin {
    private final ImapWire wire;
    private final MailAccount account;

    ImapLogin(ImapWire wire, MailAccount account) {
        this.wire = wire;
        this.account = account;
    }

    /** @param secrets gives the password or token as it is now; asked again when a token is refused */
    void run(Supplier<Secret> secrets) {
        Secret secret = secrets.get();
        try {
            if (account.mode() == CredentialMode.XOAUTH2) {
                sayToken(secret, secrets);
            } else if (account.mode() == CredentialMode.AUTHORIZATION_IDENTITY) {
                wire.authplain(account.login(), account.userName(), secret.reveal());
            } else {
                login(account.userName(), secret.reveal());
            }
            wire.capability();
        } catch (CommandFailedException | BadCommandException e) {
            throw refused(e, secret);
        } catch (ProtocolException e) {
            throw ImapFailure.connectionLost(account.endpoint(), e.getResponse() instanceof ImapLine line ? line.text() : e.getMessage(), e);
        }
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

    private void sayToken(Secret token, Supplier<Secret> secrets) {
        BearerToken mechanism = BearerToken.offered(wire).orElseThrow(() ->
            new LoginRefusedException(account.endpoint() + " takes no access token: it offers neither XOAUTH2 nor OAUTHBEARER on this connection"));
        List<String> told = new ArrayList<>();
        ImapLine answer = mechanism.say(wire, account.endpoint(), account.login(), token, told);
        if (answer.isOK()) {
            return;
        }
        Secret now = ImapFailure.pause(answer).isPresent() ? token : secrets.get();
        if (!now.equals(token)) {
            // It was refreshed between our look and the server's.
            told.clear();
            answer = mechanism.say(wire, account.endpoint(), account.login(), now, told);
        }
        if (!answer.isOK()) {
            String text = answer.text() + (told.isEmpty() ? "" : " (" + String.join(", ", told) + ")");
            throw refused(ImapFailure.pause(answer), text + "; the token is in " + account.password() + ", refresh it", now);
        }
    }

    private RuntimeException refused(ProtocolException e, Secret secret) {
        Response answer = e.getResponse();
        String text = answer instanceof ImapLine line ? line.text() : String.valueOf(e.getMessage());
        return refused(answer instanceof ImapLine line ? ImapFailure.pause(line) : Optional.empty(), text, secret);
    }

    private RuntimeException refused(Optional<Duration> pause, String words, Secret secret) {
        // Some servers repeat what they were told.
        String text = words.replace(secret.reveal().strip(), secret.toString());
        if (pause.isPresent()) {
            return MigrationException.throttled(pause.get(), account.endpoint() + " asked for a pause at login: " + text);
        }
        return new LoginRefusedException(account.endpoint() + " refused the login of " + account.login()
            + account.serviceLogin().map(service -> " through " + service).orElse("") + ": " + text);
    }
}
