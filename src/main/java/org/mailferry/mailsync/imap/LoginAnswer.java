package org.mailferry.mailsync.imap;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.mailferry.kernel.MailAccount;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.LoginRefusedException.Reason;

/**
 * What a server said to a login (RFC 5530).
 *
 * @param text without the secret
 */
record LoginAnswer(boolean ok, Optional<String> code, String text, boolean understood) {
    static final LoginAnswer IN = new LoginAnswer(true, Optional.empty(), "OK", true);

    static LoginAnswer of(ImapLine line) {
        return new LoginAnswer(line.isOK(), line.code(), line.text(), !line.isBAD());
    }

    static LoginAnswer of(ProtocolException refusal) {
        return refusal.getResponse() instanceof ImapLine line ? of(line)
            : new LoginAnswer(false, Optional.empty(), String.valueOf(refusal.getMessage()), false);
    }

    LoginAnswer saying(String words) {
        return new LoginAnswer(ok, code, words, understood);
    }

    Optional<Duration> pause() {
        return ok ? Optional.empty() : ImapFailure.pause(code, text);
    }

    /** The server looked at the secret and did not like it. */
    boolean refusesSecret() {
        return !ok && understood && pause().isEmpty() && (reason() == Reason.PASSWORD || reason() == Reason.EXPIRED);
    }

    /** The secret is right all the same. */
    boolean lacksRights() {
        return !ok && pause().isEmpty() && reason() == Reason.RIGHTS;
    }

    private Reason reason() {
        return switch (code.orElse("")) {
            case "AUTHORIZATIONFAILED" -> Reason.RIGHTS;
            case "EXPIRED" -> Reason.EXPIRED;
            case "PRIVACYREQUIRED" -> Reason.PROTECTION;
            case "CONTACTADMIN", "SERVERBUG", "CLIENTBUG", "CANNOT" -> Reason.OTHER;
            default -> understood ? Reason.PASSWORD : Reason.OTHER;
        };
    }

    LoginRefusedException failure(MailAccount account) {
        String who = account.login() + account.serviceLogin().map(service -> " through " + service).orElse("");
        return new LoginRefusedException(reason(), switch (reason()) {
            case RIGHTS -> account.endpoint() + " knows " + account.serviceLogin().orElse(account.login()) + " and does not open the mailbox " + account.login()
                + ": " + text + ". Give the right to, or see whether the mailbox exists";
            case EXPIRED -> account.endpoint() + " says that the password for " + who + " has expired: " + text + ". Set a new one";
            case PROTECTION -> account.endpoint() + " takes no password on this connection: " + text + ". Set its security to tls or starttls";
            default -> account.endpoint() + " refused the login of " + who + ": " + text;
        });
    }
}
