package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.mailsync.RealSides.Pair;
import org.mailferry.mailsync.RealSides.Side;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.WireProxy;

/** The scenarios between Dovecot, Cyrus and Courier: once, again without a single APPEND, stopped after every recorded step, a fault at every call. */
class RealServersSyncTest {
    private static RealSides sides;

    private WireProxy reading;
    private WireProxy writing;

    @BeforeAll static void start() {
        sides = new RealSides();
    }

    @AfterAll static void stop() {
        if (sides != null) {
            sides.close();
        }
    }

    static Stream<Pair> pairs() {
        return sides.pairs().stream();
    }

    private void between(Pair pair) {
        reading = WireProxy.before(pair.source().server());
        writing = WireProxy.before(pair.target().server());
    }

    @AfterEach void closeProxies() {
        if (reading != null) {
            reading.close();
            writing.close();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void fill(Side side, String login) {
        try (ImapTalk talk = side.server().talk(login)) {
            String work = side.name("Work/2020");
            talk.ok("CREATE \"" + side.name("Work") + "\"");
            talk.ok("CREATE \"" + work + "\"");
            talk.ok("SUBSCRIBE \"" + work + "\"");
            talk.append("INBOX", "(\\Seen \\Answered) \"01-Feb-2012 23:30:00 +0300\"", bytes("Subject: one\r\nMessage-ID: <1@corp.test>\r\n\r\none\r\n"));
            talk.append("INBOX", "() \"02-Feb-2012 23:30:00 +0000\"", bytes("Subject: no id\r\n\r\ntwo\r\n"));
            talk.append("INBOX", "(\\Flagged) \"03-Feb-2012 23:30:00 -0500\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append("INBOX", "(\\Flagged) \"03-Feb-2012 23:30:00 -0500\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append("INBOX", "() \"04-Feb-2012 23:30:00 +0000\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append(work, "($Label1 Project) \"05-Feb-2012 23:30:00 +0000\"", bytes("Subject: work\r\n\r\nwork\r\n"));
            talk.append(work, "() \"05-Feb-2012 23:30:00 +0000\"", bytes("Subject: work 2\r\n\r\nwork\r\n"));
        }
    }

    private RealFerry ferry(Pair pair, String origin, String login, Tripwire ledgerWire, MailStores stores) {
        SyncJob job = RealFerry.job(login, pair.source().server().mailboxBehind(reading.port(), origin), pair.target().server().mailboxBehind(writing.port(), login));
        Ferry.TestClock clock = new Ferry.TestClock();
        return new RealFerry(job, new MemoryLedger(ledgerWire, clock), clock, stores, writing::awaitServerDone);
    }

    private static Map<String, List<String>> mail(Side side, String login) {
        Map<String, List<String>> mail = new TreeMap<>(side.mail(login));
        mail.values().removeIf(List::isEmpty);
        return mail;
    }

    @ParameterizedTest @MethodSource("pairs") void aMailboxIsFollowedThroughItsLife(Pair pair) {
        between(pair);
        String login = "life-" + pair.source().kind().toLowerCase(java.util.Locale.ROOT) + "@corp.test";
        fill(pair.source(), login);
        RealFerry ferry = ferry(pair, login, login, new Tripwire(), RealFerry.stores());
        assertThat(ferry.run(Pass.INITIAL).refused()).isZero();
        assertSame(pair, login, "the first copy");
        try (ImapTalk talk = pair.target().server().talk(login)) {
            assertThat(talk.ok("LSUB \"\" \"*\"")).as("subscriptions").anyMatch(line -> line.contains(pair.target().name("Work/2020")));
        }
        writing.forget();
        ferry.run(Pass.DELTA);
        assertThat(writing.messagesAppended()).as("again").isZero();
        assertThat(RealFerry.firstWrite(reading.commands())).as("the source is only read").isEmpty();

        try (ImapTalk talk = pair.source().server().talk(login)) {
            talk.ok("SELECT INBOX");
            talk.ok("STORE 1 -FLAGS (\\Answered)");
            talk.ok("STORE 2 +FLAGS (\\Seen Late)");
            talk.append("INBOX", "() \"04-Feb-2012 23:30:00 +0000\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append("INBOX", "(\\Seen) \"06-Feb-2012 23:30:00 +0000\"", bytes("Subject: later\r\n\r\n"));
        }
        assertThat(ferry.run(Pass.DELTA).copied() + 0).isBetween(0L, 2L);
        assertSame(pair, login, "new mail and flags");

        renumber(pair.source(), login);
        ferry.run(Pass.DELTA);
        assertSame(pair, login, "the source counts its UIDs anew");
        renumber(pair.target(), login);
        ferry.run(Pass.DELTA);
        assertSame(pair, login, "the target counts its UIDs anew");

        try (ImapTalk talk = pair.source().server().talk(login)) {
            talk.ok("SELECT INBOX");
            talk.ok("STORE 1 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
        }
        ferry.run(Pass.FINAL);
        assertThat(mail(pair.target(), login).get("INBOX")).hasSize(mail(pair.source(), login).get("INBOX").size() + 1);
        try (ImapTalk talk = pair.target().server().talk(login)) {
            talk.append("INBOX", "(\\Seen) \"09-Feb-2012 23:30:00 +0000\"", bytes("Subject: on the target\r\n\r\n"));
        }
        ferry.run(Pass.BACK);
        assertThat(mail(pair.source(), login).get("INBOX")).as("the way back").hasSize(7).anyMatch(text -> text.contains("on the target"));
        writing.forget();
        ferry.run(Pass.BACK);
        ferry.run(Pass.DELTA);
        assertThat(writing.messagesAppended()).as("no echo").isZero();
    }

    private static void assertSame(Pair pair, String login, String when) {
        assertThat(mail(pair.target(), login)).as("%s, %s", pair, when).isEqualTo(mail(pair.source(), login));
    }

    /** The same mail in a folder of the same name with another UIDVALIDITY. */
    private static void renumber(Side side, String login) {
        String name = side.name("Work/2020");
        String other = side.name("Work/Other");
        try (ImapTalk talk = side.server().talk(login)) {
            List<String> before = talk.ok("STATUS \"" + name + "\" (UIDVALIDITY)");
            talk.ok("CREATE \"" + other + "\"");
            talk.ok("SELECT \"" + name + "\"");
            talk.ok("COPY 1:* \"" + other + "\"");
            talk.ok("SELECT INBOX");
            do {
                // Courier counts by the second.
                talk.ok("DELETE \"" + name + "\"");
                talk.ok("CREATE \"" + name + "\"");
            } while (talk.ok("STATUS \"" + name + "\" (UIDVALIDITY)").equals(before));
            talk.ok("SELECT \"" + other + "\"");
            talk.ok("COPY 1:* \"" + name + "\"");
            talk.ok("SELECT INBOX");
            talk.ok("DELETE \"" + other + "\"");
        }
    }

    @ParameterizedTest @MethodSource("pairs") void stoppedAfterEveryRecordedStepItEndsInTheSameMailbox(Pair pair) {
        between(pair);
        fill(pair.source(), "stopped@corp.test");
        Map<String, List<String>> expected = mail(pair.source(), "stopped@corp.test");
        int steps = 1;
        for (int step = 1; step <= steps; step++) {
            Tripwire tripwire = new Tripwire();
            String login = "stopped" + step + "@corp.test";
            RealFerry ferry = ferry(pair, "stopped@corp.test", login, tripwire, RealFerry.stores());
            tripwire.dieAt(step);
            ferry.tripped(tripwire).run(Pass.INITIAL);
            assertThat(mail(pair.target(), login)).as("%s stopped at step %d", pair, step).isEqualTo(expected);
            steps = Math.max(steps, step == 1 ? tripwire.calls.size() : steps);
        }
        assertThat(steps).isGreaterThan(10);
    }

    @ParameterizedTest @MethodSource("pairs") void aFaultAtEveryCallEndsInTheSameMailbox(Pair pair) {
        between(pair);
        fill(pair.source(), "fault@corp.test");
        Map<String, List<String>> expected = mail(pair.source(), "fault@corp.test");
        int calls = 1;
        for (int call = 1; call <= calls; call++) {
            Tripwire tripwire = new Tripwire();
            String login = "fault" + call + "@corp.test";
            RealFerry ferry = ferry(pair, "fault@corp.test", login, new Tripwire(), TrippingStores.around(RealFerry.stores(), tripwire));
            tripwire.faultAt(call);
            ferry.tripped(tripwire).run(Pass.INITIAL);
            assertThat(mail(pair.target(), login)).as("%s, fault at call %d", pair, call).isEqualTo(expected);
            calls = Math.max(calls, call == 1 ? tripwire.calls.size() : calls);
        }
        assertThat(calls).isGreaterThan(10);
        assertThat(RealFerry.firstWrite(reading.commands())).as("the source is only read").isEmpty();
        assertThat(Set.copyOf(reading.commands())).isNotEmpty();
    }
}
