package org.mailferry.reconcile.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.process.StepEngine;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyRun;
import org.mailferry.reconcile.jdbc.FindingsForTests;

/** Which differences a decision puts a name under, and what the audit trail says of it. */
class AcceptRefusedDelegateTest {
    private static final MailboxId ANNA = MailboxId.parse("p/anna@corp.test");
    private static final Instant NOW = Instant.parse("2026-12-24T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Discrepancy LOST = new Discrepancy("INBOX", Kind.MISSING, 7, 5, 0, 0, "is not on the target");
    private static final Discrepancy LOST_TOO = new Discrepancy("INBOX", Kind.MISSING, 7, 6, 0, 0, "is not on the target");
    private static final Discrepancy SILENT = new Discrepancy("INBOX", Kind.UNREADABLE, 7, 8, 0, 0, "the source does not give its content");
    private static final Discrepancy FLAGS = new Discrepancy("INBOX", Kind.FLAGS, 7, 9, 8, 3, "() became (\\Seen)");
    private static final Discrepancy LATE = new Discrepancy("INBOX", Kind.PENDING, 7, 10, 0, 0, "arrived after the last pass");

    private final StepEngine engine = new StepEngine();
    private final TestDatabase database = TestDatabase.h2();
    private final Findings findings = FindingsForTests.findings(database, CLOCK);
    private final List<AuditEntry> entries = new ArrayList<>();

    @BeforeEach void found() {
        save(1, LOST, LOST_TOO, SILENT, FLAGS, LATE);
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void togetherIsAcceptedOnlyWhatLosesNothing() {
        run(1, "");
        assertThat(open(1)).containsOnly(Map.entry(Kind.MISSING, 2L), Map.entry(Kind.UNREADABLE, 1L), Map.entry(Kind.PENDING, 1L));
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("olga");
            assertThat(entry.subject()).isEqualTo(ANNA.text());
            assertThat(entry.detail()).isEqualTo("1 FLAGS. known since the pilot");
        });
    }

    @Test void aMissingMessageIsAcceptedByItsCodeAndAReasonOfItsOwn() {
        Map<String, Object> after = run(1, "  " + LOST.code(ANNA) + " \t deleted by its owner\r\n\n" + SILENT.code(ANNA) + " broken on the disk");
        assertThat(open(1)).containsOnly(Map.entry(Kind.MISSING, 1L), Map.entry(Kind.PENDING, 1L));
        assertThat(findings.open(ANNA, Direction.FORWARD, 1, Kind.MISSING, 0, 9)).containsExactly(LOST_TOO);
        assertThat(entries).extracting(AuditEntry::detail).containsExactly("MISSING in INBOX, UID 5. deleted by its owner",
            "UNREADABLE in INBOX, UID 8. broken on the disk", "1 FLAGS. known since the pilot");
        assertThat(database.jdbc().sql("select accepted_by, reason, accepted_at from reconcile_acceptance where kind = 'MISSING'")
            .query((row, index) -> row.getString(1) + ": " + row.getString(2) + ", " + row.getObject(3, java.time.OffsetDateTime.class).toInstant())
            .single()).isEqualTo("olga: deleted by its owner, " + NOW);
        assertThat(after).as("the next decision names its own").containsEntry("acceptedAlone", "");
    }

    @Test void aCodeWithoutAReasonOrOfAnotherMailboxAcceptsNothing() {
        run(1, LOST.code(ANNA) + "\n" + LOST_TOO.code(MailboxId.parse("p/boris@corp.test")) + " his own wish\n" + FLAGS.code(ANNA) + " a flag");
        assertThat(open(1)).containsEntry(Kind.MISSING, 2L);
        assertThat(entries).extracting(AuditEntry::action).containsExactly("accepted nothing", "accepted differences");
    }

    @Test void whatALaterRunFoundWasShownToNobody() {
        save(2, LOST, FLAGS);
        run(1, "");
        assertThat(open(2)).containsOnly(Map.entry(Kind.MISSING, 1L), Map.entry(Kind.FLAGS, 1L));
        assertThat(entries).singleElement().satisfies(entry -> assertThat(entry.detail()).startsWith("none. "));
    }

    @Test void aNewFindingIsShownAgainAndAnAcceptedOneIsNot() {
        run(1, LOST.code(ANNA) + " deleted by its owner");
        Discrepancy other = new Discrepancy("INBOX", Kind.FLAGS, 7, 9, 8, 3, "() became (\\Flagged)");
        save(2, LOST, FLAGS, other, LOST_TOO);
        assertThat(open(2)).containsOnly(Map.entry(Kind.MISSING, 1L), Map.entry(Kind.FLAGS, 1L));
    }

    @Test void twiceIsOnce() {
        run(1, LOST.code(ANNA) + " deleted by its owner");
        run(1, LOST.code(ANNA) + " another reason");
        assertThat(database.jdbc().sql("select reason from reconcile_acceptance where kind = 'MISSING'").query(String.class).list())
            .containsExactly("deleted by its owner");
    }

    private Map<String, Object> run(long shown, String alone) {
        Verification verification = new Verification((account, deadline) -> {
            throw new AssertionError("nobody logs in");
        }, LedgerForTests.ledger(database, CLOCK), findings, MailsyncSettings.defaults(), CLOCK);
        Map<String, Object> variables = new HashMap<>(Map.of("mailboxId", ANNA.text(), "verifyRun", shown, "requestedBy", "olga",
            "triageReason", "known since the pilot", "acceptedAlone", alone));
        return engine.run("acceptRefused", new AcceptRefusedDelegate(verification, trail(), engine.signer()), variables).variables();
    }

    private Map<Kind, Long> open(long run) {
        return findings.openCounts(ANNA, Direction.FORWARD, run);
    }

    private void save(long run, Discrepancy... found) {
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(run, NOW, true));
        findings.save(ANNA, Direction.FORWARD, run, "INBOX", receiver -> {
            Arrays.stream(found).forEach(receiver);
            return new ComparedFolder("INBOX", 10, 8, "");
        });
    }

    private AuditTrail trail() {
        return new AuditTrail() {
            @Override public void record(AuditEntry entry) {
                entries.add(entry);
            }

            @Override public List<RecordedEntry> of(PlanName plan) {
                return List.of();
            }

            @Override public OptionalLong firstBreak(PlanName plan) {
                return OptionalLong.empty();
            }
        };
    }
}
