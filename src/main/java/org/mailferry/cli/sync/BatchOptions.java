package org.mailferry.cli.sync;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.UsageException;
import picocli.CommandLine.Option;

/** Many mailboxes. */
final class BatchOptions {
    @Option(names = "--batch", paramLabel = "FILE", description = "Mailboxes, one a line: host1;user1;password1;host2;user2;password2, or "
        + "user1;password1;user2;password2 with the hosts as options. - reads them from the standard input and works them off as they come.")
    private @Nullable String file;

    @Option(names = "--parallel", paramLabel = "N", description = "So many mailboxes at once (default: 4).")
    private int parallel = 4;

    Optional<String> file() {
        return Optional.ofNullable(file);
    }

    int parallel() {
        if (parallel < 1 || parallel > 200) {
            throw new UsageException("--parallel is between 1 and 200");
        }
        return parallel;
    }
}
