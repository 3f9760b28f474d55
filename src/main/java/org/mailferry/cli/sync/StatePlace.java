package org.mailferry.cli.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.jdbc.LedgerFile;
import picocli.CommandLine.Option;

/** Where the run's memory is. */
final class StatePlace {
    @Option(names = "--state", paramLabel = "FILE", description = "What is known of these mailboxes is kept in FILE.mv.db, so that a run goes on where "
        + "the last one stopped (default: a file below ~/.local/state/mailferry).")
    private @Nullable Path file;

    @Option(names = "--nostate", description = "Keep nothing: the next run finds by content what is there already.")
    private boolean none;

    /** @param what names the default file: the pair of mailboxes, or the list of many */
    LedgerFile open(String what, int atOnce, Clock clock, Function<String, Optional<String>> environment) {
        if (none) {
            return LedgerFile.inMemory(atOnce, clock);
        }
        return LedgerFile.open(file != null ? file : usual(what, environment), atOnce, clock);
    }

    private static Path usual(String what, Function<String, Optional<String>> environment) {
        Path base = environment.apply("XDG_STATE_HOME").filter(path -> !path.isBlank()).map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        Path folder = base.resolve("mailferry");
        try {
            Files.createDirectories(base);
            if (!Files.exists(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw MigrationException.permanent("The folder " + folder + " cannot be made; name a file with --state", e);
        }
        return folder.resolve(Sha256.hex(what).substring(0, 16));
    }
}
