package org.mailferry.cli.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.SyncJob;

/** A whole run: one mailbox, a list of many, or lines that come while it runs. */
final class SyncRun {
    private final Workshop workshop;
    private final Function<SyncJob, MailboxReport> work;
    private final Instant began;

    SyncRun(Workshop workshop, RunOptions.Mode mode, boolean countFirst) {
        this.workshop = workshop;
        this.work = job -> new MailboxRun(workshop, job).run(mode, countFirst);
        this.began = workshop.clock().instant();
    }

    ExitCode one(SyncJob job) {
        return end(List.of(work.apply(job)), List.of());
    }

    /** All lines of a file, or a report of every one that is wrong and nothing else. */
    static List<SyncJob> read(Path file, Jobs jobs) {
        List<String> problems = new ArrayList<>();
        Map<MailboxId, Long> seen = new HashMap<>();
        List<SyncJob> found = new ArrayList<>();
        long number = 0;
        for (String text : lines(file)) {
            number++;
            if (BatchLine.isEmpty(text)) {
                continue;
            }
            try {
                SyncJob job = jobs.of(BatchLine.parse(number, text));
                Long earlier = seen.putIfAbsent(job.mailbox(), number);
                if (earlier != null) {
                    throw new UsageException("Line " + number + ": the same mailboxes as in line " + earlier);
                }
                found.add(job);
            } catch (UsageException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("\n", problems) + "\nNothing was copied.");
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ExitException(ExitCode.NO_INPUT, "The list " + file + " cannot be read: " + why(e));
        }
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "its rights forbid it";
        }
        return e instanceof CharacterCodingException ? "it is not written in UTF-8" : e.getClass().getSimpleName();
    }

    ExitCode all(List<SyncJob> jobs, int atOnce) throws InterruptedException {
        BatchRun batch = new BatchRun(atOnce, work);
        for (SyncJob job : jobs) {
            if (!workshop.stopAsked().getAsBoolean()) {
                batch.add(job);
            }
        }
        return end(batch.end(), List.of());
    }

    /** Works off the standard input's lines as they come; a wrong one is told and counted, and the others go on. */
    ExitCode arriving(Jobs jobs, int atOnce) throws InterruptedException, IOException {
        BatchRun batch = new BatchRun(atOnce, work);
        List<String> bad = new ArrayList<>();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long number = 0;
        for (String text = input.readLine(); text != null && !workshop.stopAsked().getAsBoolean(); text = input.readLine()) {
            number++;
            if (BatchLine.isEmpty(text)) {
                continue;
            }
            try {
                batch.add(jobs.of(BatchLine.parse(number, text)));
            } catch (UsageException e) {
                bad.add(e.getMessage());
                workshop.reporter().note("", e.getMessage());
            }
        }
        return end(batch.end(), bad);
    }

    private ExitCode end(List<MailboxReport> reports, List<String> bad) {
        ExitCode code = verdict(reports, bad);
        Instant start = ProcessHandle.current().info().startInstant().orElse(began);
        workshop.reporter().summary(new RunSummary(reports, bad, code, seconds(start, began), seconds(began, workshop.clock().instant())));
        return code;
    }

    private ExitCode verdict(List<MailboxReport> reports, List<String> bad) {
        if (workshop.stopAsked().getAsBoolean()) {
            return ExitCode.BY_SIGNAL;
        }
        if (reports.size() == 1 && bad.isEmpty()) {
            return reports.get(0).code();
        }
        return bad.isEmpty() && reports.stream().allMatch(report -> report.code() == ExitCode.OK) ? ExitCode.OK : ExitCode.WITH_ERRORS;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
