package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
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
        return code.filter(COME_BACK_LATER::contains).map(any -> DEFAULT_PAUSE);
    }

    /** For a command about a folder that was not answered with OK. */
    static RuntimeException refused(MailEndpoint endpoint, String what, ImapLine answer) {
        return pause(answer).<RuntimeException>map(pause -> MigrationException.throttled(pause, endpoint + " asked for a pause: " + answer.text()))
            .orElseGet(() -> new FolderRefusedException(what + " was refused by " + endpoint + ": " + answer.text()));
    }

    static MigrationException connectionLost(MailEndpoint endpoint, @Nullable String why, Exception cause) {
        String reason = why == null ? cause.getClass().getSimpleName() : why;
        Optional<Duration> pause = pause(Optional.empty(), reason);
        if (pause.isPresent()) {
            return MigrationException.throttled(pause.get(), endpoint + " asked for a pause: " + reason);
        }
        return MigrationException.transientFailure("The connection to " + endpoint + " broke: " + reason, cause);
    }

    static MigrationException notReached(MailEndpoint endpoint, Exception cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLHandshakeException || each instanceof SSLException && String.valueOf(each.getMessage()).contains("certificate")) {
                return MigrationException.permanent("The certificate of " + endpoint + " is not trusted (" + each.getMessage()
                    + "). Add its issuer to the trust store, or pin it with certificateSha256", cause);
            }
        }
        String reason = cause instanceof IOException || cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
        return MigrationException.transientFailure(endpoint + " cannot be reached: " + reason, cause);
    }
}
