package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.LimitedMailStores;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerLoad;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.jdbc.GateForTests;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;

/** A real server that bears two connections, six mailboxes worked on at once by two nodes, and a plan that allows eight. */
class DovecotLimitsTest {
    private static final int MAILBOXES = 6;
    private static final int MESSAGES = 40;

    private final RunningClock clock = new RunningClock();
    private final Queue<ServerLoad.Lesson> taught = new ConcurrentLinkedQueue<>();
    private final TestDatabase database = TestDatabase.postgres();
    private final KnownLimits known = server -> new ServerLimits(LimitScope.SERVER, 8, 10, 0, 0, 0, 0);

    @Test void moreMailboxesThanTheServerBearsAllArriveAndItIsLearned() throws Exception {
        // The server counts all logins as one user, as one that sees only the service account does.
        try (DovecotServer source = DovecotServer.start(Layout.PLAIN.with("mail_max_userip_connections = 2\nauth_username_format = everybody"));
             DovecotServer target = DovecotServer.start(Layout.PLAIN)) {
            fill(source);
            ExecutorService workers = Executors.newFixedThreadPool(MAILBOXES);
            try {
                List<Callable<Boolean>> jobs = new ArrayList<>();
                for (int i = 0; i < MAILBOXES; i++) {
                    MailboxSync sync = node();
                    SyncJob job = job(source, target, "m" + i + "@corp.test");
                    jobs.add(() -> copied(sync, job));
                }
                for (Future<Boolean> done : workers.invokeAll(jobs, 120, TimeUnit.SECONDS)) {
                    assertThat(done.get()).isTrue();
                }
            } finally {
                workers.shutdownNow();
            }
            for (int i = 0; i < MAILBOXES; i++) {
                try (ImapTalk talk = new ImapTalk(target.port(), "m" + i + "@corp.test", DovecotServer.USER_PASSWORD)) {
                    assertThat(talk.ok("STATUS INBOX (MESSAGES)")).anyMatch(line -> line.contains("MESSAGES " + MESSAGES + ")"));
                }
            }
            assertThat(taught).as("the maximum with the server's words").anySatisfy(lesson -> {
                assertThat(lesson.connections()).hasValueSatisfying(connections -> assertThat(connections).isBetween(1, 5));
                assertThat(lesson.words()).contains("mail_max_userip_connections=2");
            });
            assertThat(gate().loads()).allSatisfy(load -> assertThat(load.used()).isZero());
        }
    }

    private ServerGate gate() {
        return GateForTests.gate(database, known, clock);
    }

    private MailboxSync node() {
        MailsyncSettings settings = MailsyncSettings.defaults();
        SyncLedger ledger = LedgerForTests.ledger(database, clock);
        LimitedMailStores stores = new LimitedMailStores(new ImapMailStores(DovecotServer.secrets(), settings), gate(), known, LimitsSettings.defaults(),
            clock::pass);
        return new MailboxSync(stores, ledger, settings, clock);
    }

    private boolean copied(MailboxSync sync, SyncJob job) {
        for (int slice = 0; slice < 5_000; slice++) {
            SliceResult result = sync.slice(job, Pass.INITIAL, Duration.ofHours(12));
            if (result.caughtUp()) {
                return true;
            }
            assertThat(result.refusal()).isEmpty();
            if (result.pause().isPresent()) {
                taught.addAll(gate().loads().stream().flatMap(load -> load.lessons().stream()).toList());
                clock.pass(Duration.ofMillis(200));
            }
        }
        return false;
    }

    private static SyncJob job(DovecotServer source, DovecotServer target, String login) {
        return new SyncJob(MailboxId.parse("demo/" + login), account(source, login), account(target, login), new SyncPolicy(Set.of(), 0));
    }

    private static MailAccount account(DovecotServer server, String login) {
        return new MailAccount(server.plain(), CredentialMode.OWN_PASSWORD, login, Optional.empty(), SecretReference.parse("env:USER"));
    }

    private static void fill(DovecotServer server) {
        try (ImapTalk talk = new ImapTalk(server.port(), "anybody", DovecotServer.USER_PASSWORD)) {
            for (int i = 0; i < MESSAGES; i++) {
                talk.append("INBOX", "", ("Subject: " + i + "\r\n\r\n" + "x".repeat(20_000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The machine's time and what was waited. */
    private static final class RunningClock extends Clock {
        private final AtomicLong ahead = new AtomicLong();

        void pass(Duration time) {
            ahead.addAndGet(time.toMillis());
        }

        @Override public Instant instant() {
            return Instant.now().plusMillis(ahead.get());
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
