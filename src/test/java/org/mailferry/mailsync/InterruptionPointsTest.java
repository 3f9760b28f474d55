package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapServer;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.WireProxy;
import org.mailferry.realserver.WireProxy.Trap;

/**
 * The first copy of 45 messages ends at the k-th message sent, for k = 1 to 40: its answer is lost, the connection is cut, or the process
 * is killed. After it was taken up again nothing is lost, doubled or altered, and the source was only read.
 */
class InterruptionPointsTest {
    private static final int POINTS = 40;
    private static final String ORIGIN = "origin@corp.test";
    private static DovecotServer source;
    private static DovecotServer together;
    private static DovecotServer oneByOne;
    private static WireProxy reading;
    private static Map<String, List<String>> expected;

    private final List<WireProxy> proxies = new ArrayList<>();

    @BeforeAll static void start() {
        Layout hasty = Layout.PLAIN.with("mail_fsync = never");
        source = DovecotServer.start(hasty);
        together = DovecotServer.start(hasty);
        oneByOne = DovecotServer.start(hasty.with("imap_capability = IMAP4rev1 LITERAL+ UIDPLUS CONDSTORE NAMESPACE LIST-EXTENDED"));
        reading = WireProxy.before(source);
        try (ImapTalk talk = source.talk(ORIGIN)) {
            talk.ok("CREATE Archive");
            for (int i = 0; i < 30; i++) {
                talk.append("INBOX", "(\\Seen k" + i % 3 + ") \"0" + (1 + i % 9) + "-Mar-2015 10:00:00 +0300\"", bytes("Subject: " + i + "\r\n\r\n" + "x".repeat(i * 40) + "\r\n"));
            }
            for (int i = 0; i < 15; i++) {
                talk.append("Archive", "() \"02-Mar-2015 10:00:0" + i / 3 + " -0500\"", bytes("Subject: a twin of " + i / 4 + "\r\n\r\n"));
            }
            expected = RealFerry.mail(talk, "", "/");
        }
    }

    @AfterAll static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {reading, source, together, oneByOne}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach void closeProxies() {
        proxies.forEach(WireProxy::close);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private WireProxy proxy(ImapServer server) {
        WireProxy proxy = WireProxy.before(server);
        proxies.add(proxy);
        return proxy;
    }

    private static void assertArrived(ImapServer target, String login, String how) {
        try (ImapTalk talk = target.talk(login)) {
            assertThat(RealFerry.mail(talk, "", "/")).as(how).isEqualTo(expected);
        }
    }

    @Test void aMessageWhoseReadingCutsTheConnectionIsListedAndAllOthersArrive() {
        WireProxy proxy = proxy(source);
        proxy.cutAtContentOf(21);
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
        SyncJob job = RealFerry.job("fatal@corp.test", source.mailboxBehind(proxy.port(), ORIGIN), together.mailbox("fatal@corp.test"));
        new RealFerry(job, ledger, new Ferry.TestClock(), RealFerry.stores(), () -> { }).run(Pass.INITIAL);
        FolderRecord inbox = ledger.folders(job.mailbox(), Direction.FORWARD).stream().filter(folder -> folder.sourceName().equals("INBOX")).findFirst().orElseThrow();
        assertThat(ledger.messages(inbox.id())).filteredOn(line -> line.outcome() == Outcome.REFUSED).singleElement().satisfies(line -> {
            assertThat(line.sourceUid()).isEqualTo(21);
            assertThat(line.reason()).contains("broke off 3 times while it was read");
        });
        try (ImapTalk talk = together.talk("fatal@corp.test")) {
            Map<String, List<String>> arrived = RealFerry.mail(talk, "", "/");
            assertThat(arrived.get("INBOX")).hasSize(29).isSubsetOf(expected.get("INBOX"));
            assertThat(arrived.get("Archive")).isEqualTo(expected.get("Archive"));
        }
    }

    @Test void anUnchangedPassAsksForNothingButTheListing() {
        WireProxy here = proxy(source);
        WireProxy there = proxy(together);
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
        SyncJob job = RealFerry.job("calm@corp.test", source.mailboxBehind(here.port(), ORIGIN), together.mailboxBehind(there.port(), "calm@corp.test"));
        RealFerry ferry = new RealFerry(job, ledger, new Ferry.TestClock(), RealFerry.stores(), () -> { });
        ferry.run(Pass.INITIAL);
        ferry.run(Pass.DELTA);
        for (WireProxy proxy : List.of(here, there)) {
            proxy.forget();
        }
        ferry.run(Pass.DELTA);
        for (WireProxy proxy : List.of(here, there)) {
            assertThat(proxy.commands()).filteredOn(command -> command.startsWith("LIST ")).hasSizeBetween(1, 2);
            assertThat(proxy.commands()).noneMatch(command -> command.contains("FETCH") || command.startsWith("SELECT") || command.startsWith("EXAMINE")
                || command.startsWith("STATUS"));
        }
    }

    @Test void aPassAfterExpungesAndFlagChangesAsksForTheChangesAlone() {
        WireProxy here = proxy(source);
        String login = "changes@corp.test";
        try (ImapTalk talk = source.talk(login)) {
            for (int i = 0; i < 30; i++) {
                talk.append("INBOX", "", bytes("Subject: " + i + "\r\n\r\n"));
            }
        }
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
        SyncJob job = RealFerry.job(login, source.mailboxBehind(here.port(), login), together.mailbox(login));
        RealFerry ferry = new RealFerry(job, ledger, new Ferry.TestClock(), RealFerry.stores(), () -> { });
        ferry.run(Pass.INITIAL);
        try (ImapTalk talk = source.talk(login)) {
            talk.ok("SELECT INBOX");
            talk.ok("STORE 3:5 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
            talk.ok("STORE 10 +FLAGS (\\Flagged)");
        }
        here.forget();
        SliceResult result = ferry.run(Pass.DELTA);
        assertThat(result.flagsChanged()).isEqualTo(1);
        assertThat(result.expunged()).isEqualTo(3);
        assertThat(here.commands()).anyMatch(command -> command.contains("CHANGEDSINCE") && command.contains("VANISHED"));
        assertThat(here.commands()).noneMatch(command -> command.contains("BODY") || command.contains("RFC822.SIZE"));
        assertThat(here.commands()).as("no listing of all").noneMatch(command -> command.startsWith("UID SEARCH") && command.contains(" 1:")
            || command.startsWith("UID FETCH 1:") && !command.contains("CHANGEDSINCE"));
    }

    @ParameterizedTest @EnumSource(names = {"ANSWER_LOST", "CUT"})
    void severalMessagesInACommand(Trap trap) {
        interrupt(together, trap, 1);
    }

    @ParameterizedTest @EnumSource(names = {"ANSWER_LOST", "CUT"})
    void oneMessageInACommand(Trap trap) {
        interrupt(oneByOne, trap, 3);
    }

    private void interrupt(DovecotServer target, Trap trap, int step) {
        WireProxy proxy = proxy(target);
        for (int k = 1; k <= POINTS; k += step) {
            String login = trap.name().toLowerCase(java.util.Locale.ROOT) + k + "@corp.test";
            reading.forget();
            proxy.set(trap, k);
            Ferry.TestClock clock = new Ferry.TestClock();
            SyncLedger ledger = new MemoryLedger(new Tripwire(), clock);
            SyncJob job = RealFerry.job(login, source.mailboxBehind(reading.port(), ORIGIN), target.mailboxBehind(proxy.port(), login));
            RealFerry ferry = new RealFerry(job, ledger, clock, RealFerry.stores(), proxy::awaitServerDone);
            ferry.run(Pass.INITIAL);
            assertThat(proxy.sprung()).as("message %d was reached", k).isTrue();
            assertArrived(target, login, trap + " at message " + k);
            proxy.forget();
            ferry.run(Pass.DELTA);
            assertThat(proxy.messagesAppended()).as("the next pass sends nothing").isZero();
            assertThat(RealFerry.firstWrite(reading.commands())).as("the source is only read").isEmpty();
        }
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void theProcessIsKilled(boolean several, @TempDir Path folder) {
        DovecotServer target = several ? together : oneByOne;
        List<String> arguments = new ArrayList<>(List.of(folder.resolve("ledger").toString(), String.valueOf(reading.port()), ORIGIN));
        List<WireProxy> waiting = new ArrayList<>();
        List<SyncJob> jobs = new ArrayList<>();
        for (int k = 1; k <= POINTS; k++) {
            WireProxy proxy = proxy(target);
            proxy.set(k % 4 < 2 ? Trap.SILENT_AFTER : Trap.SILENT_WITHIN, k);
            waiting.add(proxy);
            String login = "killed" + k + "@corp.test";
            arguments.add(login + ":" + proxy.port());
            jobs.add(RealFerry.job(login, source.mailboxBehind(reading.port(), ORIGIN), target.mailbox(login)));
        }
        reading.forget();
        killOnceAllAreThere(arguments, waiting);

        TestDatabase database = TestDatabase.h2(folder.resolve("ledger"));
        Ferry.TestClock clock = new Ferry.TestClock();
        clock.pass(Duration.between(clock.instant(), java.time.Instant.now()).plus(Duration.ofMinutes(10)));
        for (SyncJob job : jobs) {
            new RealFerry(job, LedgerForTests.ledger(database, clock), clock, RealFerry.stores(), () -> { }).run(Pass.INITIAL);
            assertArrived(target, job.target().login(), "killed, " + job.target().login());
        }
        database.jdbc().sql("shutdown").update();
        assertThat(RealFerry.firstWrite(reading.commands())).as("the source is only read").isEmpty();
    }

    private static void killOnceAllAreThere(List<String> arguments, List<WireProxy> waiting) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), KilledRun.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            try {
                waiting.forEach(WireProxy::awaitSprung);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.forEach(WireProxy::awaitServerDone);
    }
}
