package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.reconcile.ReconcileForTests;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;

/** What the comparison of whole mailboxes says after passes over them. */
class MailboxVerificationTest {
    private final Ferry ferry = new Ferry();
    private final Verification verification =
        ReconcileForTests.verification(TestDatabase.h2(), ferry.stores, ferry.ledger, ferry.settings, ferry.clock);

    @BeforeEach void copied() {
        ferry.source.deliver("INBOX", "one", "01-Jan-2020");
        ferry.source.deliver("INBOX", "two", "02-Jan-2020");
        ferry.source.deliver("Drafts", "left out", "02-Jan-2020");
        ferry.run(Pass.FINAL);
        assertThat(verify().identical()).isTrue();
    }

    @Test void aFolderThatNoPassWentThroughIsSeen() {
        ferry.source.folder("Empty");
        ferry.source.deliver("Late", "three", "03-Jan-2020");
        VerifyResult result = verify();
        assertThat(result.identical()).isFalse();
        assertThat(result.summary()).contains("Late: PENDING, a folder with 1 messages").doesNotContain("Empty", "Drafts");
        ferry.run(Pass.FINAL);
        assertThat(verify().identical()).isTrue();
    }

    @Test void aFolderThatCameBackIsSeen() {
        MemoryServer.Folder late = ferry.source.folder("Late");
        ferry.run(Pass.FINAL);
        ferry.source.folders.remove("Late");
        ferry.run(Pass.FINAL);
        ferry.source.folders.put("Late", late);
        ferry.source.deliver("Late", "three", "03-Jan-2020");
        assertThat(verify().summary()).contains("Late: PENDING");
    }

    @Test void whatTheTargetsUserDeletedMayBeAcceptedByName() {
        ferry.target.expunge("INBOX", 1);
        ferry.run(Pass.FINAL);
        assertThat(ferry.target.folder("INBOX").messages).as("it is not copied again").hasSize(1);
        VerifyResult result = verify();
        assertThat(result.identical()).isFalse();
        assertThat(result.refusedCount()).isEqualTo(1);
        assertThat(result.summary()).contains("INBOX, UID 1: REMOVED");
        verification.acceptTogether(Ferry.MAILBOX, verification.lastRun(Ferry.MAILBOX).orElseThrow(), "olga", "deleted in the pilot");
        assertThat(verify().identical()).isTrue();
    }

    @Test void everySliceGetsFurtherHoweverShort() {
        for (int i = 0; i < 40; i++) {
            ferry.source.deliver("INBOX", "message " + i + "x".repeat(400), "03-Jan-2020");
        }
        ferry.run(Pass.FINAL);
        ferry.tripwire.disarm();
        VerifyResult result = verification.slice(ferry.job(), Duration.ZERO);
        int slices = 1;
        while (!result.toEnd()) {
            assertThat(++slices).as("slices").isLessThan(100);
            result = verification.slice(ferry.job(), Duration.ZERO);
        }
        assertThat(result.identical()).as(result.summary()).isTrue();
        assertThat(slices).as("a slice ends when its time is over").isGreaterThan(20);
        assertThat(reads()).as("each message is read once a side").hasSize(80);
        assertThat(verify().identical()).isTrue();
        assertThat(reads()).as("and never again").hasSize(80);
    }

    @Test void aBreakInTheMiddleOfReadingLosesNothingThatWasRead() {
        for (int i = 0; i < 40; i++) {
            ferry.source.deliver("INBOX", "message " + i + "x".repeat(400), "03-Jan-2020");
        }
        ferry.run(Pass.FINAL);
        int breaks = 0;
        VerifyResult result = new VerifyResult(false, false, 0, "");
        while (!result.toEnd() && breaks < 200) {
            breaks++;
            // Every tenth try gets one call further, so that the break comes at each place, opening and reading, of either side.
            ferry.tripwire.faultAt(12 + breaks / 10);
            try {
                result = verify();
            } catch (MigrationException e) {
                assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
                ferry.clock.pass(Duration.ofMinutes(2));
            }
            ferry.tripwire.disarm();
        }
        assertThat(result.identical()).as(result.summary()).isTrue();
        assertThat(breaks).isGreaterThan(5);
    }

    @Test void aKeywordThatTheTargetCannotKeepIsARemarkAndAnyOtherFlagIsADifference() {
        ferry.target.keeps = Set.of("Known");
        ferry.source.deliver("INBOX", "three", "03-Jan-2020", "\\Seen", "Known", "Unknown");
        ferry.run(Pass.FINAL);
        assertThat(verify().identical()).isTrue();
        ferry.target.setFlags("INBOX", 3, "\\Seen");
        assertThat(verify().summary()).contains("1 FLAGS", "INBOX, UID 3 (target 3): FLAGS");
    }

    @Test void aMissingMessageIsAcceptedByItsCodeAloneAndOnlyInTheLastRun() {
        ferry.target.folder("INBOX").messages.clear();
        ferry.target.folder("INBOX").uidValidity++;
        VerifyResult result = verify();
        assertThat(result.identical()).isFalse();
        assertThat(result.refusedCount()).as("none may be accepted together").isZero();
        List<String> codes = Pattern.compile("MISSING \\[([0-9a-f]{10})]").matcher(result.summary()).results().map(found -> found.group(1)).toList();
        assertThat(codes).hasSize(2).doesNotHaveDuplicates();
        assertThat(verification.acceptTogether(Ferry.MAILBOX, verification.lastRun(Ferry.MAILBOX).orElseThrow(), "olga", "all of them")).isEmpty();
        assertThat(verification.acceptOne(Ferry.MAILBOX, codes.get(0), "olga", "his own wish")).isPresent();
        assertThat(verification.acceptOne(Ferry.MAILBOX, codes.get(0), "petr", "again")).isEmpty();
        assertThat(verify().summary()).contains("1 MISSING", codes.get(1)).doesNotContain(codes.get(0));
        assertThat(verification.acceptOne(Ferry.MAILBOX, codes.get(1), "olga", "his own wish")).isPresent();
        assertThat(verify().identical()).isTrue();
    }

    private List<String> reads() {
        return ferry.tripwire.calls.stream().filter(call -> call.endsWith(" read")).toList();
    }

    private VerifyResult verify() {
        return verification.slice(ferry.job(), ferry.settings.slice());
    }
}
