package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
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
        verification.acceptRefused(Ferry.MAILBOX, "olga", "deleted in the pilot");
        assertThat(verify().identical()).isTrue();
    }

    private VerifyResult verify() {
        return verification.slice(ferry.job(), ferry.settings.slice());
    }
}
