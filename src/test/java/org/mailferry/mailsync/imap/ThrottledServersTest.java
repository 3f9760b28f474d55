package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.LimitedMailStores;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.jdbc.GateForTests;
import org.mailferry.mailsync.jdbc.LedgerForTests;

/** Several mailboxes on their way to a server that asks, over the wire, to be left alone: what it hears, and what others do meanwhile. */
class ThrottledServersTest {
    private static final String EXCHANGE = "TAG BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds";
    private static final Duration TOLD = Duration.ofMillis(92_415);
    private static final ServerSetup ANY_PORT = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);

    private final Time clock = new Time();
    private final TestDatabase database = TestDatabase.h2();
    private final ServerGate gate = GateForTests.gate(database, server -> ServerLimits.NONE, clock);
    private final ScriptedServer busy = new ScriptedServer();
    private final GreenMail source = new GreenMail(ANY_PORT);
    private final GreenMail free = new GreenMail(ANY_PORT);
    private final MailsyncSettings settings = MailsyncSettings.defaults();
    private final MailboxSync sync = new MailboxSync(new LimitedMailStores(new ImapMailStores(reference -> Secret.of("secret"), settings), gate,
        server -> ServerLimits.NONE, LimitsSettings.defaults(), clock::pass), LedgerForTests.ledger(database, clock), settings, clock);

    @BeforeEach void start() {
        source.start();
        free.start();
        for (String login : List.of("anna", "boris", "clara", "dora")) {
            var user = source.setUser(login, login, "secret");
            for (int i = 0; i < 3; i++) {
                user.deliver(letter(i));
            }
            free.setUser(login, login, "secret");
        }
    }

    @AfterEach void stop() {
        source.stop();
        free.stop();
        busy.close();
    }

    private static MimeMessage letter(int number) {
        try {
            MimeMessage letter = new MimeMessage(Session.getInstance(new Properties()));
            letter.setFrom("x@corp.test");
            letter.setSubject("Letter " + number);
            letter.setText("Text " + number);
            letter.saveChanges();
            return letter;
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ScriptedServer.Reaction storing() {
        AtomicInteger uids = new AtomicInteger();
        return (talk, tag, command) -> {
            talk.takeLiterals(command);
            talk.say(tag + " OK [APPENDUID 9 " + uids.incrementAndGet() + "] stored");
        };
    }

    private static MailEndpoint endpoint(GreenMail server) {
        return MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN);
    }

    private SliceResult slice(String login, MailEndpoint target) {
        return sync.slice(new SyncJob(MailboxId.parse("demo/" + login + "@corp.test"), account(endpoint(source), login), account(target, login),
            new SyncPolicy(Set.of(), 0)), Pass.INITIAL, Duration.ofSeconds(30));
    }

    private SliceResult toBusy(String login) {
        return slice(login, busy.endpoint(TransportSecurity.PLAIN));
    }

    private static MailAccount account(MailEndpoint endpoint, String login) {
        return new MailAccount(endpoint, CredentialMode.OWN_PASSWORD, login, Optional.empty(), SecretReference.parse("env:ANY"));
    }

    /** All mailboxes of the busy server come again and again; it hears of none of them before its time. */
    private void leftAloneAsLongAsTold(int connections) {
        Instant end = clock.instant().plus(TOLD);
        for (Duration step : List.of(Duration.ZERO, Duration.ofSeconds(31), Duration.ofSeconds(61), Duration.ofMillis(414), Duration.ZERO)) {
            clock.pass(step);
            for (String login : List.of("anna", "boris", "dora")) {
                SliceResult result = toBusy(login);
                assertThat(result.caughtUp()).isFalse();
                assertThat(result.pause()).contains(Duration.between(clock.instant(), end));
            }
            assertThat(busy.connections()).as("at %s before the end", Duration.between(clock.instant(), end)).isEqualTo(connections);
        }
        clock.pass(Duration.ofMillis(1));
    }

    @Test void aBackOffAtLoginHoldsForAllMailboxesOfTheServerAndForNoOther() {
        busy.on("LOGIN", ScriptedServer.say(EXCHANGE), ScriptedServer.say(EXCHANGE), ScriptedServer.say("TAG OK in")).on("APPEND", storing());
        for (int told = 1; told <= 2; told++) {
            assertThat(toBusy("anna").pause()).contains(TOLD);
            leftAloneAsLongAsTold(told);
        }
        assertThat(slice("clara", endpoint(free)).caughtUp()).isTrue();
        assertThat(toBusy("boris").copied()).isEqualTo(3);
        assertThat(toBusy("anna").copied()).isEqualTo(3);
        assertThat(gate.loads()).allSatisfy(load -> assertThat(load.used()).isZero());
    }

    @Test void aBackOffInTheMiddleOfAnAppendHoldsForAllAndOthersGoOn() {
        busy.on("APPEND", (talk, tag, command) -> {
            talk.takeLiterals(command);
            ScriptedServer.say(EXCHANGE).to(talk, tag, command);
        }, storing());
        SliceResult refused = toBusy("anna");
        assertThat(refused.pause()).contains(TOLD);
        assertThat(slice("clara", endpoint(free)).copied()).isEqualTo(3);
        leftAloneAsLongAsTold(1);
        assertThat(toBusy("boris").copied()).isEqualTo(3);
    }

    @Test void mailboxesThatComeTogetherMakeOneAttemptABackOff() throws Exception {
        busy.on("LOGIN", ScriptedServer.say(EXCHANGE));
        assertThat(toBusy("anna").pause()).contains(TOLD);
        ExecutorService workers = Executors.newFixedThreadPool(3);
        try {
            for (int backOff = 2; backOff <= 4; backOff++) {
                clock.pass(TOLD);
                List<Callable<SliceResult>> all = new ArrayList<>();
                for (String login : List.of("anna", "boris", "dora")) {
                    all.add(() -> toBusy(login));
                }
                for (Future<SliceResult> done : workers.invokeAll(all, 60, TimeUnit.SECONDS)) {
                    assertThat(done.get().pause()).isPresent();
                }
                assertThat(busy.connections()).isEqualTo(backOff);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
