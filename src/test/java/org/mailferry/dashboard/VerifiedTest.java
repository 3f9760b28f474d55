package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.VerifyRun;
import org.mailferry.reconcile.jdbc.FindingsForTests;

/** The differences as CSV. */
class VerifiedTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MailboxId ANNA = MailboxId.parse("demo/anna@corp.test");

    private final Findings findings = FindingsForTests.findings(TestDatabase.h2(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Verified verified = new Verified(findings);

    @Test void everyOpenDifferenceIsALineWithTheCodeByWhichItIsAcceptedAlone() {
        Discrepancy missing = new Discrepancy("Входящие", Kind.MISSING, 7, 5, 0, 0, "is \"not\" there");
        save(true, "Входящие", missing, new Discrepancy("Входящие", Kind.FLAGS, 7, 6, 8, 9, "() became (\\Seen)"));
        assertThat(csv()).isEqualTo("folder,kind,source UID,target UID,code,what\r\n"
            + "\"Входящие\",MISSING,5,0," + missing.code(ANNA) + ",\"is \"\"not\"\" there\"\r\n"
            + "\"Входящие\",FLAGS,6,9,,\"() became (\\Seen)\"\r\n");
        findings.accept(ANNA, missing, "olga", "known");
        assertThat(csv()).doesNotContain("MISSING").contains("FLAGS");
    }

    @Test void aSpreadsheetComputesNoneOfIt() {
        String folder = " =HYPERLINK(\"http://evil.test\")";
        save(true, folder, new Discrepancy(folder, Kind.REFUSED, 7, 5, 0, 0, "@SUM(A1)"), new Discrepancy(folder, Kind.REFUSED, 7, 6, 0, 0, "＝1+1"));
        assertThat(csv()).contains("\"' =HYPERLINK(", "\"'@SUM(A1)\"", "\"'＝1+1\"");
    }

    @Test void thousandsAreWritten() {
        save(true, "INBOX", LongStream.rangeClosed(1, 2_500).mapToObj(uid -> new Discrepancy("INBOX", Kind.DATE, 7, uid, 8, uid, "one became another"))
            .toArray(Discrepancy[]::new));
        assertThat(csv().lines()).hasSize(2_501).doesNotHaveDuplicates();
    }

    @Test void nothingIsSaidBeforeAComparisonWasFinished() {
        assertThat(csv().lines()).hasSize(1);
        save(false, "INBOX", new Discrepancy("INBOX", Kind.MISSING, 7, 5, 0, 0, "is not on the target"));
        assertThat(csv().lines()).hasSize(1);
        assertThat(verified.text(ANNA)).isEqualTo("being compared");
    }

    private void save(boolean finished, String folder, Discrepancy... found) {
        findings.saveRun(ANNA, Direction.FORWARD, new VerifyRun(1, NOW, finished));
        findings.save(ANNA, Direction.FORWARD, 1, folder, receiver -> {
            Arrays.stream(found).forEach(receiver);
            return new ComparedFolder(folder, found.length, found.length, "");
        });
    }

    private String csv() {
        StringWriter text = new StringWriter();
        verified.writeDifferences(ANNA, new PrintWriter(text));
        return text.toString();
    }
}
