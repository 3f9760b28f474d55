package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;

/** For a person at a terminal: events scroll above a line that says how far it is. */
final class BarReporter extends LineReporter {
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final IntSupplier columns;
    private final Clock clock;
    private final Rate rate;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private Instant drawn = Instant.MIN;
    private boolean visible;
    private long total;
    private long settled;
    private long skipped;
    private long bytes;
    private String where = "";

    BarReporter(PrintWriter out, boolean many, IntSupplier columns, Clock clock) {
        super(out, many);
        this.out = out;
        this.columns = columns;
        this.clock = clock;
        this.rate = new Rate(clock);
        ticks.scheduleAtFixedRate(() -> draw(false), 1, 1, TimeUnit.SECONDS);
    }

    @Override public synchronized void measured(String mailbox, long messages, long size) {
        total += messages;
        super.measured(mailbox, messages, size);
    }

    @Override public synchronized void folderBegun(String mailbox, FolderRecord folder) {
        where = folder.sourceName();
        draw(false);
    }

    @Override public synchronized void message(String mailbox, String folder, MessageRecord message) {
        settled++;
        bytes += Counts.of(message).copiedBytes();
        super.message(mailbox, folder, message);
        draw(false);
    }

    /** What was there before is not looked at one by one; it counts when its folder is through. */
    @Override public synchronized void folderDone(String mailbox, FolderRecord folder, Counts counts) {
        long handled = counts.copied() + counts.alreadyThere() + counts.refused() + counts.leftOut();
        skipped += Math.max(0, folder.sourceMessages() - handled);
        super.folderDone(mailbox, folder, counts);
        draw(false);
    }

    @Override public synchronized void finished(MailboxReport report) {
        erase();
        super.finished(report);
    }

    @Override protected synchronized void print(String text) {
        erase();
        super.print(text);
        draw(true);
    }

    private synchronized void draw(boolean now) {
        Instant time = clock.instant();
        if (!now && drawn.plus(OFTEN).isAfter(time) || where.isEmpty()) {
            return;
        }
        drawn = time;
        rate.now(settled + skipped, bytes);
        out.print(ERASE + new BarText(settled + skipped, total, bytes, rate.messagesPerSecond(), rate.bytesPerSecond(), where).fitting(columns.getAsInt()));
        out.flush();
        visible = true;
    }

    private void erase() {
        if (visible) {
            out.print(ERASE);
            out.flush();
            visible = false;
        }
    }

    @Override public synchronized void close() {
        ticks.shutdownNow();
        where = "";
        erase();
    }
}
