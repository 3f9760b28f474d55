package org.mailferry.cli.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The lines of a run in a file, each with its time. */
final class LogReporter extends LineReporter {
    private final PrintWriter file;
    private final Clock clock;

    private LogReporter(PrintWriter file, boolean many, Clock clock) {
        super(file, many);
        this.file = file;
        this.clock = clock;
    }

    static LogReporter open(Path file, boolean many, Clock clock) throws IOException {
        return new LogReporter(new PrintWriter(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)), many, clock);
    }

    @Override protected synchronized void print(String text) {
        super.print(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }

    @Override public void close() {
        file.close();
    }
}
