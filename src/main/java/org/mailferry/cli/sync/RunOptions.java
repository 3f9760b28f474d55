package org.mailferry.cli.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.MailsyncSettings;
import picocli.CommandLine.Option;

/** How much is done, how fast, and when it ends. */
final class RunOptions {
    private static final Duration LONGEST_MESSAGE = Duration.ofHours(1);
    /** What is done instead of copying. */
    enum Mode { COPY, DRY, LOGIN, FOLDERS, SIZES }

    @Option(names = "--dry", description = "Say what would be done, and do nothing.")
    private boolean dry;

    @Option(names = {"--justlogin", "--justconnect"}, description = "Log in on both sides, and no more.")
    private boolean justLogin;

    @Option(names = "--justfolders", description = "Make and subscribe the folders; copy no message.")
    private boolean justFolders;

    @Option(names = "--justfoldersizes", description = "Count messages and bytes of both sides, and no more.")
    private boolean justSizes;

    @Option(names = "--nofoldersizes", description = "Do not count the source's messages first; the bar then has no end.")
    private boolean noSizes;

    @Option(names = "--foldersizes", description = "Count them first even without a bar.")
    private boolean sizes;

    @Option(names = "--maxbytespersecond", paramLabel = "BYTES", description = "The average of all mailboxes together.")
    private double bytesPerSecond;

    @Option(names = "--maxbytesafter", paramLabel = "BYTES", description = "So many go without that limit.")
    private long bytesFree;

    @Option(names = "--maxmessagespersecond", paramLabel = "NUMBER", description = "The average of all mailboxes together.")
    private double messagesPerSecond;

    @Option(names = "--errorsmax", paramLabel = "NUMBER", description = "Leave a mailbox after so many errors (default: never; each is listed).")
    private @Nullable Integer errorsMax;

    @Option(names = "--exitwhenover", paramLabel = "BYTES", description = "Leave a mailbox after so many bytes.")
    private @Nullable Long bytesMax;

    @Option(names = {"--timeout1", "--timeout2", "--timeout"}, paramLabel = "SECONDS", description = "The longest silence of a server; the largest holds for both.")
    private List<Double> timeouts = List.of();

    Mode mode() {
        if (List.of(dry, justLogin, justSizes).stream().filter(each -> each).count() > 1) {
            throw new UsageException("--dry, --justlogin and --justfoldersizes exclude each other");
        }
        return dry ? Mode.DRY : justLogin ? Mode.LOGIN : justSizes ? Mode.SIZES : justFolders ? Mode.FOLDERS : Mode.COPY;
    }

    boolean foldersOnly() {
        return justFolders;
    }

    /** @param bar somebody watches */
    boolean countFirst(boolean bar) {
        return !noSizes && (bar || sizes);
    }

    Pace pace(Clock clock, Pacer pacer) {
        if (bytesPerSecond < 0 || messagesPerSecond < 0) {
            throw new UsageException("--maxbytespersecond and --maxmessagespersecond are above 0");
        }
        return new Pace(bytesPerSecond, messagesPerSecond, bytesFree, clock, pacer);
    }

    OptionalInt errorsMax() {
        return errorsMax == null ? OptionalInt.empty() : OptionalInt.of(errorsMax);
    }

    OptionalLong bytesMax() {
        return bytesMax == null ? OptionalLong.empty() : OptionalLong.of(bytesMax);
    }

    MailsyncSettings settings() {
        double seconds = timeouts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        // Nobody else waits for this mailbox, so a large message may take its time as long as bytes move.
        MailsyncSettings patient = MailsyncSettings.defaults().withGrace(LONGEST_MESSAGE);
        return seconds > 0 ? patient.withTimeout(Duration.ofMillis(Math.round(seconds * 1000))) : patient;
    }
}
