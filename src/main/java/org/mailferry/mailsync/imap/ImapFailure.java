package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.FolderRefusedException;

/** What an answer or a broken connection means for whoever has to act. */
final class ImapFailure {
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(30);
    /** RFC 5530 and what Exchange Online and others add. */
    private static final Set<String> COME_BACK_LATER = Set.of("THROTTLED", "LIMIT", "INUSE", "UNAVAILABLE");
    // Exchange: "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds"
    private static final Pattern BACKOFF = Pattern.compile("(?i)suggested backoff time:? *(\\d{1,9}) *milliseconds");

    private static final Pattern CODE = Pattern.compile("(?:\\S+ )?(?:OK|NO|BAD|BYE) \\[([^\\] ]+)[\\] ].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** In the words of those that give no code: Gmail, Exchange, Courier, Cyrus, older Dovecots. */
    private static final Pattern TOO_MUCH = Pattern.compile("(?i)\\b(too many|maximum( number of)?|exceeded)( (simultaneous|concurrent|open|imap|active|failed))*"
        + " (connections?|sessions?|logins?|login attempts)\\b|\\b(connection|session) limit\\b|account exceeded|\\bserver unavailable\\b|\\bserver (is )?(too )?busy\\b");

    private ImapFailure() {}

    /** @return the pause when the server asks for one */
    static Optional<Duration> pause(ImapLine line) {
        return pause(line.code(), line.text());
    }

    static Optional<Duration> pause(Optional<String> code, String text) {
        Matcher backoff = BACKOFF.matcher(text);
        if (backoff.find()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(backoff.group(1))));
        }
        boolean later = code.filter(COME_BACK_LATER::contains).isPresent() || TOO_MUCH.matcher(text).find();
        return later ? Optional.of(DEFAULT_PAUSE) : Optional.empty();
    }

    /** For a command about a folder that was not answered with OK. */
    static RuntimeException refused(MailEndpoint endpoint, String what, ImapLine answer) {
        return pause(answer).<RuntimeException>map(pause -> MigrationException.throttled(pause, endpoint + " asked for a pause: " + answer.text()))
            .orElseGet(() -> new FolderRefusedException(what + " was refused by " + endpoint + ": " + answer.text()));
    }

    static MigrationException connectionLost(MailEndpoint endpoint, @Nullable String why, Exception cause) {
        String reason = why == null ? cause.getClass().getSimpleName() : why;
        Optional<Duration> pause = pause(code(reason), reason);
        if (pause.isPresent()) {
            return MigrationException.throttled(pause.get(), endpoint + " asked for a pause: " + reason);
        }
        return MigrationException.transientFailure("The connection to " + endpoint + " broke: " + reason, cause);
    }

    private static Optional<String> code(String line) {
        Matcher match = CODE.matcher(line);
        return match.matches() ? Optional.of(match.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    static MigrationException notReached(MailEndpoint endpoint, Optional<String> seenSha256, Exception cause) {
        if (cause instanceof ProtocolException said && said.getResponse() instanceof ImapLine line && line.isBYE()) {
            return connectionLost(endpoint, line.text(), cause);
        }
        Optional<String> distrust = TlsDistrust.words(endpoint, seenSha256, cause);
        if (distrust.isPresent()) {
            return MigrationException.permanent(distrust.get(), cause);
        }
        String reason = cause instanceof IOException || cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
        return MigrationException.transientFailure(endpoint + " cannot be reached: " + reason, cause);
    }
}
