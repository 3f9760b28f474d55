package org.mailferry.calendarsync;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailferry.calendarsync.caldav.CalDavForTests;
import org.mailferry.calendarsync.ews.EwsForTests;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.realserver.CalendarServer;
import org.mailferry.realserver.CyrusServer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.RequestCounter;

/**
 * One calendar with very many events, one in twenty a series, from an Exchange in a process of its own to a real Cyrus, with the ledger
 * in PostgreSQL as in production; compared, passed over, changed: {@code events}. Radicale looks through its whole calendar at each write,
 * which takes longer than everything else.
 */
final class CalendarMemoryRun implements AutoCloseable {
    private static final MailboxId MAILBOX = MailboxId.parse("run/ivanov@corp.test");
    private final TestDatabase database = TestDatabase.postgres();
    private final CyrusServer cyrus = CyrusServer.startWithCalendars();
    private final RequestCounter counter = new RequestCounter(URI.create(cyrus.calendarUrl()).getPort());
    private final Process process;
    private final BufferedReader answers;
    private final CalendarJob job;
    private final CalendarSync sync;
    private final CalendarVerification verification;

    private CalendarMemoryRun(int events) throws IOException {
        process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
            MadeUpExchange.class.getName(), Integer.toString(events)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        CalendarAccount exchange = EwsForTests.account(answers.readLine());
        job = new CalendarJob(MAILBOX, exchange, CalDavForTests.account(counter.url()), CalendarPolicy.CAREFUL);
        CalendarStores stores = new RoutedCalendarStores(Map.of(CalendarAccount.Protocol.EWS, EwsForTests.stores(),
            CalendarAccount.Protocol.CALDAV, CalDavForTests.stores(DovecotServer.USER_PASSWORD)));
        CalendarLedger ledger = CalendarMemoryForTests.ledger(database, Clock.systemUTC());
        sync = new CalendarSync(stores, ledger, Clock.systemUTC());
        verification = new CalendarVerification(stores, ledger, CalendarMemoryForTests.compared(database), ItemConversions.expansion(), Clock.systemUTC());
        try (ImapTalk talk = new ImapTalk(cyrus.port(), CalendarServer.USER, DovecotServer.USER_PASSWORD)) {
            talk.ok("SELECT INBOX");
        }
    }

    public static void main(String[] args) throws IOException {
        try (CalendarMemoryRun run = new CalendarMemoryRun(Integer.parseInt(args[0]))) {
            run.measured("first copy", () -> run.carried(CalendarPass.COPY));
            run.measured("verified", run::verified);
            run.measured("unchanged", () -> run.carried(CalendarPass.COPY));
            run.measured("unchanged, both ways", () -> run.carried(CalendarPass.TWO_WAY));
            run.ask("change 20");
            run.measured("20 changed", () -> run.carried(CalendarPass.TWO_WAY));
            run.measured("verified", run::verified);
        }
    }

    private String carried(CalendarPass pass) {
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
        return written + " written, " + slices + " slices";
    }

    private String verified() {
        int slices = 0;
        CalendarVerifyResult result;
        do {
            result = verification.slice(job, CalendarPass.TWO_WAY, Duration.ofSeconds(30));
            slices++;
        } while (!result.toEnd());
        CalendarVerifyRun run = CalendarMemoryForTests.compared(database).last(MAILBOX).orElseThrow();
        return run.events() + " events and " + run.occurrences() + " occurrences " + (result.identical() ? "the same" : result.summary()) + ", " + slices + " slices";
    }

    private void measured(String what, Supplier<String> work) throws IOException {
        ask("calls");
        int before = counter.requests();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long began = System.nanoTime();
        String did = work.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed() >> 20).sum();
        System.out.printf("%s: %s, %.1f s, %s requests to Exchange, %d to the target, heap at most %d MB%n", what, did, seconds, ask("calls"),
            counter.requests() - before, peak);
    }

    private String ask(String question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
        return answers.readLine();
    }

    @Override public void close() {
        process.destroy();
        process.onExit().join();
        counter.close();
        cyrus.close();
    }
}
