package org.mailferry.cli.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.UsageException;
import picocli.CommandLine.Option;

/** What is told, and how. */
final class OutputOptions {
    @Option(names = "--json", description = "One JSON object a line, for machines.")
    private boolean json;

    @Option(names = "--quiet", description = "Only what went wrong.")
    private boolean quiet;

    @Option(names = "--noprogress", description = "No progress bar on a terminal; one line an event.")
    private boolean noBar;

    @Option(names = "--logfile", paramLabel = "FILE", description = "One line an event also into FILE, at its end.")
    private @Nullable Path logFile;

    boolean bar() {
        return !json && !quiet && !noBar && Terminal.isPresent();
    }

    Reporter reporter(PrintWriter out, PrintWriter err, boolean many, Clock clock) {
        if (json && quiet) {
            throw new UsageException("--json and --quiet exclude each other");
        }
        Reporter reporter = json ? new JsonReporter(out, clock) : quiet ? new QuietReporter(err)
            : bar() ? new BarReporter(out, many, Terminal::columns, clock) : new LineReporter(out, many);
        return logFile == null ? reporter : new BothReporters(reporter, log(logFile, many, clock));
    }

    private static Reporter log(Path file, boolean many, Clock clock) {
        try {
            return LogReporter.open(file, many, clock);
        } catch (IOException e) {
            throw new UsageException("The log file " + file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
