package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.LoginRefusedException.Reason;

/** Opens a mailbox in its credential mode, and reports what became of it. */
final class ImapLogin {
    private final ImapWire wire;
    private final MailAccount account;
    private final LoginAttempts attempts;

    ImapLogin(ImapWire wire, MailAccount account, LoginAttempts attempts) {
        this.wire = wire;
        this.account = account;
        this.attempts = attempts;
    }

    /** @param asItIsNow the secret looked up again, for a token that was refreshed meanwhile */
    void run(Secret secret, Supplier<Secret> asItIsNow) {
        LoginAnswer answer = tried(secret);
        if (answer.refusesSecret() && account.mode() == CredentialMode.XOAUTH2) {
            Secret now = asItIsNow.get();
            if (!now.equals(secret) && attempts.refusal(account, now).isEmpty()) {
                answer = tried(now);
            }
        }
        if (answer.pause().isPresent()) {
            throw MigrationException.throttled(answer.pause().get(), account.endpoint() + " asked for a pause at login: " + answer.text());
        }
        if (!answer.ok()) {
            throw answer.failure(account);
        }
        try {
            wire.capability();
        } catch (ProtocolException e) {
            throw broken(e);
        }
    }

    private LoginAnswer tried(Secret secret) {
        Optional<LoginAnswer> answer = Optional.empty();
        try {
            // Some servers repeat what they were told.
            answer = Optional.of(said(secret)).map(said -> said.saying(said.text().replace(secret.reveal().strip(), secret.toString())));
            return answer.get();
        } finally {
            report(secret, answer);
        }
    }

    private void report(Secret secret, Optional<LoginAnswer> answer) {
        if (answer.filter(LoginAnswer::refusesSecret).isPresent()) {
            attempts.refused(account, secret, answer.get().text());
        } else if (answer.filter(said -> said.ok() || said.lacksRights() && account.mode().needsServiceLogin()).isPresent()) {
            attempts.accepted(account, secret);
        } else {
            attempts.unclear(account, secret);
        }
    }

    private LoginAnswer said(Secret secret) {
        try {
            if (account.mode() == CredentialMode.XOAUTH2) {
                return token(secret);
            }
            if (account.mode() == CredentialMode.AUTHORIZATION_IDENTITY) {
                return plain(account.login(), account.userName(), secret.reveal());
            }
            return login(account.userName(), secret.reveal());
        } catch (CommandFailedException | BadCommandException e) {
            return LoginAnswer.of(e);
        } catch (ProtocolException e) {
            throw broken(e);
        }
    }

    /** LOGIN, unless the server forbids it or the words do not fit into it (RFC 9051 §6.2.3: ASCII). */
    private LoginAnswer login(String user, String password) throws ProtocolException {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(user + password);
        if (wire.hasCapability("AUTH=PLAIN") && (!ascii || wire.hasCapability("LOGINDISABLED"))) {
            return plain("", user, password);
        }
        if (wire.hasCapability("LOGINDISABLED")) {
            throw new LoginRefusedException(Reason.PROTECTION,
                account.endpoint() + " allows no login on this connection (LOGINDISABLED); set its security to tls or starttls");
        }
        wire.login(user, password);
        return LoginAnswer.IN;
    }

    /** SASL PLAIN (RFC 4616). */
    private LoginAnswer plain(String authorization, String user, String password) {
        byte[] words = (authorization + "\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return LoginAnswer.of(wire.authenticate("PLAIN", words, challenge -> "*"));
    }

    private LoginAnswer token(Secret token) {
        BearerToken mechanism = BearerToken.offered(wire).orElseThrow(() -> new LoginRefusedException(Reason.OTHER,
            account.endpoint() + " takes no access token: it offers neither XOAUTH2 nor OAUTHBEARER on this connection"));
        List<String> told = new ArrayList<>();
        LoginAnswer answer = LoginAnswer.of(mechanism.say(wire, account.endpoint(), account.login(), token, told));
        String explained = answer.text() + (told.isEmpty() ? "" : " (" + String.join(", ", told) + ")");
        return answer.refusesSecret() ? answer.saying(explained + "; the token is in " + account.password() + ", refresh it") : answer;
    }

    private MigrationException broken(ProtocolException e) {
        return ImapFailure.connectionLost(account.endpoint(), e.getResponse() instanceof ImapLine line ? line.text() : e.getMessage(), e);
    }
}
