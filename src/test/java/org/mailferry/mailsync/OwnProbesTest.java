package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.reconcile.ReconcileForTests;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;

/** A probe stays in the source's mailbox when the server could only mark it deleted, or when it came late. */
class OwnProbesTest {
    private static final String PROBE = "Received: by old.test\r\nMessage-ID: <mailferry.1@corp.test>\r\nX-Mailferry-Probe: demo\r\n\r\nprobe";
    private static final String LOOKS_LIKE_ONE = "Message-ID: <mailferry.2@corp.test>\r\nX-Mailferry-Probe: demo\r\n\r\nmade up by somebody";
    private static final String SPEAKS_OF_ONE = "Subject: What is this?\r\n\r\nMessage-ID: <mailferry.1@corp.test>";

    private final Ferry ferry = new Ferry();
    private final OwnMessages sent = (plan, messageId) -> plan.text().equals("demo") && messageId.equals("<mailferry.1@corp.test>");
    private final MailboxSync sync = new MailboxSync(ferry.stores, ferry.ledger, ferry.settings, ferry.clock, sent);
    private final Verification verification =
        ReconcileForTests.verification(TestDatabase.h2(), ferry.stores, ferry.ledger, ferry.settings, ferry.clock);

    @Test void aProbeIsNeitherCopiedNorMissed() {
        ferry.source.deliver("INBOX", "mail", "01-Jan-2020");
        ferry.source.deliver("INBOX", PROBE, "02-Jan-2020", "\\Deleted");
        run(Pass.INITIAL);
        assertThat(ferry.target.folder("INBOX").messages.values()).extracting(stored -> stored.content).containsExactly("mail");
        run(Pass.FINAL);
        VerifyResult result = verification.slice(ferry.job(), Duration.ofSeconds(30));
        assertThat(result.summary()).isEmpty();
        assertThat(result.identical()).isTrue();
    }

    @Test void aProbeOnTheTargetIsNotCarriedBack() {
        ferry.source.deliver("INBOX", "mail", "01-Jan-2020");
        run(Pass.INITIAL);
        ferry.target.deliver("INBOX", PROBE, "02-Jan-2020");
        ferry.target.deliver("INBOX", "answer", "03-Jan-2020");
        run(Pass.BACK);
        assertThat(ferry.source.folder("INBOX").messages.values()).extracting(stored -> stored.content).containsExactly("mail", "answer");
        assertThat(verification.sliceBack(ferry.job(), Duration.ofSeconds(30)).summary()).isEmpty();
    }

    @Test void whatOnlyLooksLikeAProbeIsMail() {
        ferry.source.deliver("INBOX", LOOKS_LIKE_ONE, "01-Jan-2020");
        ferry.source.deliver("INBOX", SPEAKS_OF_ONE, "02-Jan-2020");
        run(Pass.INITIAL);
        assertThat(ferry.target.mail()).isEqualTo(ferry.source.mail());
    }

    private void run(Pass pass) {
        assertThat(sync.slice(ferry.job(), pass, ferry.settings.slice()).caughtUp()).isTrue();
    }
}
