package org.mailferry.calendarsync;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.caldav.CalDavForTests;
import org.mailferry.calendarsync.ews.EwsForTests;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.realserver.CalendarServer;

/**
 * One calendar with very many events, one in twenty a series, from an Exchange in a process of its own to a real Radicale, with the ledger
 * in PostgreSQL as in production: {@code events}.
 */
final class CalendarMemoryRun implements AutoCloseable {
    private static final MailboxId MAILBOX = MailboxId.parse("run/ivanov@corp.test");
    private final CalendarServer radicale = CalendarServer.radicale();
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(TestDatabase.postgres(), Clock.systemUTC());
    private final Process process;
    private final BufferedReader answers;
    private final CalendarJob job;
    private final CalendarSync sync;

    private CalendarMemoryRun(int events) throws IOException {
        process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
            MadeUpExchange.class.getName(), Integer.toString(events)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        CalendarAccount exchange = EwsForTests.account(answers.readLine());
        job = new CalendarJob(MAILBOX, exchange, CalDavForTests.account(radicale), CalendarPolicy.CAREFUL);
        sync = new CalendarSync(new RoutedCalendarStores(Map.of(CalendarAccount.Protocol.EWS, EwsForTests.stores(),
            CalendarAccount.Protocol.CALDAV, CalDavForTests.stores())), ledger, Clock.systemUTC());
    }

    public static void main(String[] args) throws IOException {
        try (CalendarMemoryRun run = new CalendarMemoryRun(Integer.parseInt(args[0]))) {
            run.pass("first copy", CalendarPass.COPY);
            run.pass("unchanged", CalendarPass.COPY);
            run.pass("unchanged, both ways", CalendarPass.TWO_WAY);
            run.ask("change 20");
            run.pass("20 changed", CalendarPass.TWO_WAY);
        }
    }

    private void pass(String what, CalendarPass pass) throws IOException {
        ask("calls");
        int before = radicaleCalls();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long began = System.nanoTime();
        long written = 0;
        int slices = 0;
        CalendarSliceResult result;
        do {
            result = sync.slice(job, pass, Duration.ofSeconds(30));
            if (!result.refusal().equals(Optional.empty())) {
                throw new AssertionError(result.refusal());
            }
            written += result.created() + result.updated() + result.deleted();
            slices++;
        } while (!result.caughtUp());
        double seconds = (System.nanoTime() - began) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed() >> 20).sum();
        System.out.printf("%s: %d written, %d slices, %.1f s, %s requests to Exchange, %d to Radicale, heap at most %d MB%n", what, written, slices, seconds,
            ask("calls"), radicaleCalls() - before, peak);
    }

    private String ask(String question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
        return answers.readLine();
    }

    private int radicaleCalls() {
        return (int) radicale.log().lines().filter(line -> line.contains(" request for ")).count();
    }

    @Override public void close() {
        process.destroy();
        process.onExit().join();
        radicale.close();
    }
}
