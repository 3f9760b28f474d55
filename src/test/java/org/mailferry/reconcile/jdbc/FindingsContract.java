package org.mailferry.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.Findings.Place;
import org.mailferry.reconcile.Findings.Server;
import org.mailferry.reconcile.VerifyRun;

/** What every database must keep of the verification's findings. */
abstract class FindingsContract {
    private static final MailboxId ANNA = MailboxId.parse("demo/anna@corp.test");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String DIGEST = "cd".repeat(32);
    private static final Place SOURCE = new Place(ANNA, Server.SOURCE, "Входящие", 7);
    private static final Discrepancy MISSING = new Discrepancy("INBOX", Kind.MISSING, 7, 5, 0, 0, "is not on the target");

    private TestDatabase database;
    private Findings findings;

    abstract TestDatabase open();

    @BeforeEach void empty() {
        database = open();
        findings = FindingsForTests.findings(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test void digestsAreKeptPerServerAndForgottenWithTheUidValidity() {
        findings.addDigests(SOURCE, Map.of(1L, DIGEST, 2L, DIGEST));
        findings.addDigests(SOURCE, Map.of(3L, DIGEST));
        assertThat(findings.digests(SOURCE, 1, 9)).containsOnlyKeys(1L, 2L, 3L).containsEntry(3L, DIGEST);
        assertThat(findings.digests(SOURCE, 2, 2)).containsOnlyKeys(2L);
        assertThat(findings.digests(new Place(ANNA, Server.TARGET, "Входящие", 7), 1, 9)).isEmpty();
        Place anew = new Place(ANNA, Server.SOURCE, "Входящие", 8);
        assertThat(findings.digests(anew, 1, 9)).isEmpty();
        findings.addListing(SOURCE, Direction.FORWARD, 1, List.of(new byte[] {1}));
        findings.addDigests(anew, Map.of(1L, DIGEST));
        assertThat(findings.digests(SOURCE, 1, 9)).isEmpty();
    }

    @Test void aListingIsKeptForItsRunOnly() {
        findings.addListing(SOURCE, Direction.FORWARD, 1, List.of(new byte[] {1}, new byte[] {2}));
        findings.addListing(SOURCE, Direction.FORWARD, 1, List.of(new byte[300_000]));
        findings.addListing(SOURCE, Direction.BACK, 1, List.of(new byte[] {9}));
        assertThat(findings.listing(SOURCE, Direction.FORWARD, 1)).hasSize(3).first().isEqualTo(new byte[] {1});
        assertThat(findings.listing(SOURCE, Direction.FORWARD, 2)).isEmpty();
        findings.addListing(SOURCE, Direction.FORWARD, 2, List.of(new byte[] {3}));
        assertThat(findings.listing(SOURCE, Direction.FORWARD, 2)).containsExactly(new byte[] {3});
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(2, NOW, true));
        assertThat(findings.listing(SOURCE, Direction.FORWARD, 2)).isEmpty();
        assertThat(findings.listing(SOURCE, Direction.BACK, 1)).hasSize(1);
    }

    @Test void aFoldersResultReplacesTheFormerOne() {
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(1, NOW, false));
        save(1, "", MISSING);
        assertThat(findings.compared(ANNA, Direction.FORWARD, 1)).containsExactly("INBOX");
        assertThat(findings.results(ANNA, Direction.FORWARD, 1)).containsExactly(new ComparedFolder("INBOX", 3, 2, ""));
        assertThat(findings.open(ANNA, Direction.FORWARD, 1, Kind.MISSING, 0, 10)).containsExactly(MISSING);
        assertThat(findings.compared(ANNA, Direction.FORWARD, 2)).isEmpty();
        assertThat(findings.compared(ANNA, Direction.BACK, 1)).isEmpty();
        save(2, "1 only on the target");
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 2)).isEmpty();
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(2, NOW, true));
        assertThat(findings.lastRun(ANNA, Direction.FORWARD)).contains(new VerifyRun(2, NOW, true));
    }

    @Test void aFailedComparisonLeavesTheFormerResult() {
        save(1, "", MISSING);
        assertThatThrownBy(() -> findings.save(ANNA, Direction.FORWARD, 2, "INBOX", found -> {
            found.accept(MISSING);
            throw new IllegalStateException("interrupted");
        })).hasMessage("interrupted");
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 1)).containsOnly(Map.entry(Kind.MISSING, 1L));
    }

    @Test void thousandsOfDifferencesAreKeptAndPagedThrough() {
        Discrepancy[] all = LongStream.rangeClosed(1, 1_201).mapToObj(uid -> new Discrepancy("INBOX", Kind.FLAGS, 7, uid, 8, uid, "() became (\\Seen)"))
            .toArray(Discrepancy[]::new);
        save(1, "", all);
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 1)).containsOnly(Map.entry(Kind.FLAGS, 1_201L));
        assertThat(findings.open(ANNA, Direction.FORWARD, 1, Kind.FLAGS, 1_200, 10)).containsExactly(all[1_200]);
        assertThat(findings.acceptAll(ANNA, 1, List.of(Kind.FLAGS), "olga", "read in the pilot")).isEqualTo(1_201);
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 1)).isEmpty();
        assertThat(findings.acceptedCount(ANNA, Direction.FORWARD, 1)).isEqualTo(1_201);
    }

    @Test void anAcceptanceHoldsForExactlyWhatWasFound() {
        Discrepancy flags = new Discrepancy("INBOX", Kind.FLAGS, 7, 5, 8, 20, "() became (\\Seen)");
        save(1, "", flags, MISSING);
        assertThat(findings.acceptAll(ANNA, 1, List.of(Kind.FLAGS, Kind.DATE), "olga", "known")).isEqualTo(1);
        assertThat(findings.acceptAll(ANNA, 1, List.of(Kind.FLAGS), "petr", "again")).isZero();
        findings.accept(ANNA, MISSING, "olga", "his own wish");
        findings.accept(ANNA, MISSING, "petr", "again");
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 1)).isEmpty();
        assertThat(database.jdbc().sql("select distinct accepted_by from reconcile_acceptance").query(String.class).single()).isEqualTo("olga");
        Discrepancy other = new Discrepancy("INBOX", Kind.FLAGS, 7, 5, 8, 20, "() became (\\Flagged)");
        save(2, "", other, new Discrepancy("INBOX", Kind.DATE, 7, 5, 8, 20, "one became another"), MISSING);
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 2)).containsOnlyKeys(Kind.FLAGS, Kind.DATE);
        save(3, "", flags, new Discrepancy("INBOX", Kind.MISSING, 9, 5, 0, 0, "is not on the target"));
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 3)).as("UID 5 of another UIDVALIDITY").containsOnlyKeys(Kind.MISSING);
    }

    @Test void whatWasAcceptedBeforeKindsWereToldApartStaysAccepted() {
        database.jdbc().sql("insert into reconcile_acceptance (mailbox_id, folder, uid_validity, source_uid, accepted_by, reason, accepted_at) "
            + "values (?, 'INBOX', 7, 5, 'olga', 'known', current_timestamp)").param(ANNA.text()).update();
        save(1, "", new Discrepancy("INBOX", Kind.REFUSED, 7, 5, 0, 0, "too large"), MISSING);
        assertThat(findings.openCounts(ANNA, Direction.FORWARD, 1)).containsOnlyKeys(Kind.MISSING);
    }

    @Test void whatWasReadOutlivesARolledBackJob() {
        database.transaction().executeWithoutResult(job -> {
            findings.addDigests(SOURCE, Map.of(1L, DIGEST));
            job.setRollbackOnly();
        });
        assertThat(findings.digests(SOURCE, 1, 1)).hasSize(1);
    }

    private void save(long run, String remarks, Discrepancy... found) {
        findings.save(ANNA, Direction.FORWARD, run, "INBOX", receiver -> {
            Arrays.stream(found).forEach(receiver);
            return new ComparedFolder("INBOX", 3, 2, remarks);
        });
    }
}
