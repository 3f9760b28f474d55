package org.mailferry.cli.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.mailsync.MessageRules;
import picocli.CommandLine.Option;

/** Which messages. */
final class MessageOptions {
    @Option(names = "--maxsize", paramLabel = "BYTES", description = "Not messages of that size or larger.")
    private @Nullable Long maxSize;

    @Option(names = "--minsize", paramLabel = "BYTES", description = "Not messages of that size or smaller.")
    private @Nullable Long minSize;

    @Option(names = "--maxage", paramLabel = "DAYS", description = "Not messages that arrived more than so many days ago.")
    private @Nullable Double maxAge;

    @Option(names = "--minage", paramLabel = "DAYS", description = "Not messages that arrived less than so many days ago.")
    private @Nullable Double minAge;

    MessageRules rules(Clock clock) {
        if (maxSize != null && maxSize < 2 || minSize != null && minSize < 0) {
            throw new UsageException("--maxsize and --minsize are numbers of bytes");
        }
        return new MessageRules(minSize == null ? 0 : minSize + 1, maxSize == null ? 0 : maxSize - 1, days(maxAge).map(clock.instant()::minus),
            days(minAge).map(clock.instant()::minus));
    }

    private static Optional<Duration> days(@Nullable Double days) {
        return Optional.ofNullable(days).map(number -> Duration.ofSeconds(Math.round(number * 86_400)));
    }
}
