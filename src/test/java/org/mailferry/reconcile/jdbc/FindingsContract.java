package org.mailferry.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.Findings.Server;
import org.mailferry.reconcile.VerifyRun;

/** What every database must keep of the verification's findings. */
abstract class FindingsContract {
    private static final MailboxId ANNA = MailboxId.parse("demo/anna@corp.test");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String DIGEST = "cd".repeat(32);

    private TestDatabase database;
    private Findings findings;

    abstract TestDatabase open();

    @BeforeEach void empty() {
        database = open();
        findings = FindingsForTests.findings(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test void digestsAreKeptPerServerAndForgottenWithTheUidValidity() {
        findings.addDigests(ANNA, Server.SOURCE, "Входящие", 7, Map.of(1L, DIGEST, 2L, DIGEST));
        findings.addDigests(ANNA, Server.SOURCE, "Входящие", 7, Map.of(3L, DIGEST));
        assertThat(findings.digests(ANNA, Server.SOURCE, "Входящие", 7)).containsOnlyKeys(1L, 2L, 3L).containsEntry(3L, DIGEST);
        assertThat(findings.digests(ANNA, Server.TARGET, "Входящие", 7)).isEmpty();
        assertThat(findings.digests(ANNA, Server.SOURCE, "Входящие", 8)).isEmpty();
        findings.addDigests(ANNA, Server.SOURCE, "Входящие", 8, Map.of(1L, DIGEST));
        assertThat(findings.digests(ANNA, Server.SOURCE, "Входящие", 7)).isEmpty();
    }

    @Test void aFoldersResultReplacesTheFormerOne() {
        Discrepancy missing = new Discrepancy("INBOX", Kind.MISSING, 7, 5, 0, "is not on the target");
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(1, NOW, false));
        findings.save(ANNA, Direction.FORWARD, 1, new ComparedFolder("INBOX", 3, 2, "", List.of(missing)));
        assertThat(findings.compared(ANNA, Direction.FORWARD, 1)).containsExactly("INBOX");
        assertThat(findings.results(ANNA, Direction.FORWARD, 1)).containsExactly(new ComparedFolder("INBOX", 3, 2, "", List.of(missing)));
        assertThat(findings.compared(ANNA, Direction.FORWARD, 2)).isEmpty();
        assertThat(findings.compared(ANNA, Direction.BACK, 1)).isEmpty();
        findings.save(ANNA, Direction.FORWARD, 2, new ComparedFolder("INBOX", 3, 3, "1 only on the target", List.of()));
        assertThat(findings.results(ANNA, Direction.FORWARD, 2)).singleElement().satisfies(folder -> assertThat(folder.discrepancies()).isEmpty());
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(2, NOW, true));
        assertThat(findings.lastRun(ANNA, Direction.FORWARD)).contains(new VerifyRun(2, NOW, true));
    }

    @Test void onlyRefusalsAreAcceptedAndByName() {
        Discrepancy refused = new Discrepancy("INBOX", Kind.REFUSED, 7, 5, 0, "too large");
        Discrepancy missing = new Discrepancy("INBOX", Kind.MISSING, 7, 5, 0, "is not on the target");
        findings.accept(ANNA, refused, "olga", "known");
        findings.accept(ANNA, refused, "petr", "again");
        assertThat(findings.isAccepted(ANNA, refused)).isTrue();
        assertThat(findings.isAccepted(ANNA, missing)).isFalse();
        assertThat(findings.isAccepted(ANNA, new Discrepancy("INBOX", Kind.REFUSED, 8, 5, 0, "too large"))).isFalse();
        assertThat(database.jdbc().sql("select accepted_by from reconcile_acceptance").query(String.class).single()).isEqualTo("olga");
    }

    @Test void whatWasReadOutlivesARolledBackJob() {
        database.transaction().executeWithoutResult(job -> {
            findings.addDigests(ANNA, Server.SOURCE, "INBOX", 7, Map.of(1L, DIGEST));
            job.setRollbackOnly();
        });
        assertThat(findings.digests(ANNA, Server.SOURCE, "INBOX", 7)).hasSize(1);
    }
}
