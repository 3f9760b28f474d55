package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.ServerWords;

/** What an answer or a broken connection means for whoever has to act. */
final class ImapFailure {
    private ImapFailure() {}

    /** @return the pause when the server asks for one */
    static Optional<Duration> pause(ImapLine line) {
        return pause(line.code(), line.text());
    }

    static Optional<Duration> pause(Optional<String> code, String text) {
        return ServerWords.read(code, text).map(ServerWords::alone);
    }

    /** For a command about a folder that was not answered with OK. */
    static RuntimeException refused(MailEndpoint endpoint, String what, ImapLine answer) {
        return pause(answer).<RuntimeException>map(pause -> MigrationException.throttled(pause, endpoint + " asked for a pause: " + answer.text()))
            .orElseGet(() -> new FolderRefusedException(what + " was refused by " + endpoint + ": " + answer.text()));
    }

    static MigrationException connectionLost(MailEndpoint endpoint, @Nullable String why, Exception cause) {
        String reason = why == null ? cause.getClass().getSimpleName() : why;
        Optional<Duration> pause = ServerWords.read(reason).map(ServerWords::alone);
        if (pause.isPresent()) {
            return MigrationException.throttled(pause.get(), endpoint + " asked for a pause: " + reason);
        }
        return MigrationException.transientFailure("The connection to " + endpoint + " broke: " + reason, cause);
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
