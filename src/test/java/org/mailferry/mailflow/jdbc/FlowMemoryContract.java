package org.mailferry.mailflow.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.DecoyMailboxes.DecoyMessage;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.MailExchanger;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.MxSighting;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeLog;
import org.mailferry.mailflow.TtlWatch;

/** What is remembered of the mail flow, on a real database. */
abstract class FlowMemoryContract {
    private static final PlanName PLAN = new PlanName("corp");
    private static final MailDomain DOMAIN = new MailDomain("corp.test");
    private static final Instant NOON = Instant.parse("2026-12-24T12:00:00Z");
    private static final MailflowSettings SETTINGS = new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5));

    private final TestDatabase database = database();

    abstract TestDatabase database();

    @Test void aMessageInADecoysMailboxIsToldOnce() {
        JdbcDecoyLedger ledger = new JdbcDecoyLedger(database.jdbc());
        EmailAddress decoy = EmailAddress.parse("Decoy@corp.test");
        assertThat(ledger.tell(PLAN, decoy, new DecoyMessage("Входящие".repeat(100), 1, 7, "", "", ""), NOON)).isTrue();
        assertThat(ledger.tell(PLAN, decoy, new DecoyMessage("Входящие".repeat(100), 1, 7, "", "", ""), NOON.plusSeconds(1))).isFalse();
        assertThat(ledger.tell(PLAN, decoy, new DecoyMessage("INBOX", 1, 7, "", "", ""), NOON)).isTrue();
        assertThat(ledger.tell(PLAN, decoy, new DecoyMessage("INBOX", 4_294_967_295L, 7, "", "", ""), NOON)).as("a folder made anew").isTrue();
        assertThat(ledger.tell(new PlanName("other"), decoy, new DecoyMessage("INBOX", 1, 7, "", "", ""), NOON)).isTrue();
    }

    @Test void snapshotComesBackAsTaken() {
        JdbcFlowSnapshots snapshots = new JdbcFlowSnapshots(database.jdbc());
        FlowSnapshot first = snapshot("1", NOON, "10 old.corp.test");
        FlowSnapshot second = snapshot("2", NOON.plusSeconds(60), "10 older.corp.test");
        snapshots.store(first);
        snapshots.store(second);
        assertThat(snapshots.latest(PLAN, "INBOUND")).contains(second);
        assertThat(snapshots.latest(PLAN, "OUTBOUND")).isEmpty();
        assertThat(second.text()).isEqualTo("192.0.2.1:53: MX corp.test = 10 older.corp.test (TTL 300 s)");
    }

    @Test void probesAreKnownEvenWhenTheStepThatSentThemIsUndone() {
        ProbeLog probeLog = new JdbcProbeLog(database.jdbc(), database.transactionManager());
        database.transaction().executeWithoutResult(status -> {
            probeLog.sent("<1@corp.test>", probe(), NOON);
            probeLog.arrived("<1@corp.test>", NOON, true);
            probeLog.failed("<1@corp.test>", "late");
            status.setRollbackOnly();
        });
        assertThat(probeLog.sent(PLAN, "<1@corp.test>")).isTrue();
        assertThat(probeLog.sent(PLAN, "<2@corp.test>")).isFalse();
        assertThat(probeLog.recent(PLAN, NOON.minusSeconds(1))).containsExactly("<1@corp.test>");
        assertThat(probeLog.recent(PLAN, NOON.plusSeconds(1))).isEmpty();
    }

    @Test void loweredTtlIsWaitedForUntilTheOldOneHasRunOut() {
        assertThat(watchAt(NOON).look(PLAN, DOMAIN, seen(3_600, true)).orElseThrow()).contains("lower it to 300 s");
        assertThat(watchAt(NOON.plusSeconds(100)).look(PLAN, DOMAIN, seen(60, true)).orElseThrow()).contains("3600 s until 2026-12-24T13:01:40Z");
        assertThat(watchAt(NOON.plusSeconds(3_699)).look(PLAN, DOMAIN, seen(60, true))).isPresent();
        assertThat(watchAt(NOON.plusSeconds(3_700)).look(PLAN, DOMAIN, seen(60, true))).isEmpty();
    }

    @Test void ttlRaisedAgainStartsTheWaitAnew() {
        watchAt(NOON).look(PLAN, DOMAIN, seen(3_600, true));
        watchAt(NOON.plusSeconds(100)).look(PLAN, DOMAIN, seen(60, true));
        watchAt(NOON.plusSeconds(200)).look(PLAN, DOMAIN, seen(600, true));
        assertThat(watchAt(NOON.plusSeconds(3_700)).look(PLAN, DOMAIN, seen(60, true)).orElseThrow()).contains("3600 s until");
    }

    @Test void fallingTtlOfAResolverProvesNothing() {
        List<MxSighting> both = List.of(seen(3_600, true).get(0), seen(20, false).get(0));
        assertThat(watchAt(NOON).look(PLAN, DOMAIN, both)).isPresent();
    }

    @Test void shortTtlFromTheBeginningNeedsNoWait() {
        assertThat(watchAt(NOON).look(PLAN, DOMAIN, seen(300, true))).isEmpty();
    }

    private TtlWatch watchAt(Instant now) {
        return new TtlWatch(new JdbcTtlHistory(database.jdbc()), SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<MxSighting> seen(long ttlSeconds, boolean authoritative) {
        return List.of(new MxSighting(new NameServer("192.0.2.1", 53), DOMAIN, Set.of(new MailExchanger(10, "mx.corp.test")), ttlSeconds, authoritative, "1", ""));
    }

    private static FlowSnapshot snapshot(String id, Instant at, String records) {
        return new FlowSnapshot(id, PLAN, "INBOUND", at, List.of(new FlowSnapshot.Fact("192.0.2.1:53", "MX corp.test", records, 300)));
    }

    private static Probe probe() {
        MailEndpoint server = MailEndpoint.of("127.0.0.1", 25, TransportSecurity.PLAIN);
        EmailAddress anna = EmailAddress.parse("anna@corp.test");
        return new Probe(PLAN, "target in", server, Optional.empty(), anna, anna,
            new MailAccount(server, CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA")), Optional.empty(), List.of());
    }
}
