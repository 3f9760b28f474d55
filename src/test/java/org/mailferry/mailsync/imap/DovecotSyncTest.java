package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.CopyRefusal;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.reconcile.ReconcileForTests;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;

/** The engine between two real servers: slashes here, dots below INBOX there; what arrives is looked at by an independent client. */
class DovecotSyncTest {
    private static final Duration SLICE = Duration.ofSeconds(30);
    private static DovecotServer source;
    private static DovecotServer target;

    private final TestDatabase database = TestDatabase.h2();
    private final SyncLedger ledger = LedgerForTests.ledger(database, Clock.systemUTC());
    private final MailsyncSettings settings = MailsyncSettings.defaults();
    private final MailStores stores = new ImapMailStores(DovecotServer.secrets(), settings);
    private final MailboxSync sync = new MailboxSync(stores, ledger, settings, Clock.systemUTC());
    private final Verification verification = ReconcileForTests.verification(database, stores, ledger, settings, Clock.systemUTC());
    private String login = "";

    @BeforeAll static void start() {
        source = DovecotServer.start(Layout.PLAIN);
        target = DovecotServer.start(Layout.DOTTED.with("mail_plugins = quota\nprotocol imap {\n mail_plugins = quota imap_quota\n}\n"
            + "plugin {\n quota = count:User quota\n quota_vsizes = yes\n quota_rule = *:storage=3M\n quota_grace = 0%\n}")
            .with("namespace inbox {\n mailbox Sent {\n auto = create\n special_use = \\Sent\n }\n}"));
    }

    @AfterAll static void stop() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach void aMailboxOfItsOwn(TestInfo test) {
        login = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT) + "@corp.test";
    }

    private SyncJob job() {
        return new SyncJob(MailboxId.parse("demo/" + login), source.mailbox(login), target.mailbox(login),
            new SyncPolicy(Set.of("Черновики", "Drafts"), 0));
    }

    private ImapTalk talk(DovecotServer server) {
        return new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Content, date and flags of a folder's messages, as the server gives them. */
    private List<String> mail(DovecotServer server, String folder) {
        try (ImapTalk talk = talk(server)) {
            talk.ok("EXAMINE \"" + folder + "\"");
            List<String> mail = new ArrayList<>();
            for (String line : talk.ok("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])")) {
                mail.add(line.substring(line.indexOf('(')).replace("\\Recent ", "").replace(" \\Recent", "").replace("\\Recent", ""));
            }
            return mail;
        }
    }

    private static final List<String> NASTY = List.of(
        "Subject: bare\nline feeds\n\nbody\nwithout CR\n",
        "Subject: \u00cf\u00d2\u00c9\u00d7 raw KOI8-R\r\nFrom: \u00d0\u00b0\u00d0\u00bd\u00d0\u00bd\u00d0\u00b0\r\n\r\nbody\r\n",
        "Subject: no end of line at the end\r\n\r\nbody",
        "Subject: only a header\r\n",
        "no header at all",
        "X-Long: " + "x".repeat(70_000) + "\r\n\r\n" + "y".repeat(200_000) + "\r\n",
        "Message-ID: <same@corp.test>\r\n\r\nfirst\r\n",
        "Message-ID: <same@corp.test>\r\n\r\nsecond\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nnever ended\r\n",
        "\r\n\r\n",
        "From sender Mon Jan  1 00:00:00 2020\r\nSubject: mbox line\r\n\r\n>From body\r\n");

    private void fill(ImapTalk talk) {
        talk.ok("CREATE \"&BB8EQAQ+BDUEOgRCBEs-/&BBAEOwRMBEQEMA- &- B.2020\"");
        talk.ok("CREATE \"&BCcENQRABD0EPgQyBDgEOgQ4-\"");
        talk.ok("CREATE \"&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-\"");
        talk.ok("CREATE \"&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-/2022\"");
        for (int i = 0; i < NASTY.size(); i++) {
            String flags = i % 2 == 0 ? "(\\Seen $Forwarded Project-Alpha)" : "()";
            talk.append("INBOX", flags + " \"0" + (i % 9 + 1) + "-Feb-2012 23:30:0" + i % 10 + " +0300\"", bytes(NASTY.get(i)));
        }
        byte[] twin = bytes("Subject: twin\r\n\r\ntwin\r\n");
        talk.append("INBOX", "(\\Flagged) \"01-Mar-2015 10:00:00 -0500\"", twin);
        talk.append("INBOX", "(\\Flagged) \"01-Mar-2015 10:00:00 -0500\"", twin);
        talk.append("INBOX", "() \"02-Mar-2015 10:00:00 +0000\"", twin);
        talk.append("&BB8EQAQ+BDUEOgRCBEs-/&BBAEOwRMBEQEMA- &- B.2020", "() \"02-Mar-2015 10:00:00 +0000\"", twin);
        talk.append("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "(\\Seen) \"02-Mar-2015 10:00:00 +0000\"", twin);
        talk.append("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-/2022", "() \"02-Mar-2015 10:00:00 +0000\"", twin);
        talk.append("&BCcENQRABD0EPgQyBDgEOgQ4-", "() \"02-Mar-2015 10:00:00 +0000\"", twin);
    }

    @Test void nastyMailArrivesToTheByteInFoldersOfAnotherLayout() {
        try (ImapTalk talk = talk(source)) {
            fill(talk);
        }
        SliceResult result = sync.slice(job(), Pass.INITIAL, SLICE);
        assertThat(result.caughtUp()).isTrue();
        assertThat(result.copied()).isEqualTo(NASTY.size() + 6);
        assertThat(mail(target, "INBOX")).isEqualTo(mail(source, "INBOX"));
        assertThat(mail(target, "INBOX.Sent")).as("special use").hasSize(1);
        assertThat(mail(target, "INBOX.Sent.2022")).as("below the special use").hasSize(1);
        assertThat(mail(target, "INBOX.&BB8EQAQ+BDUEOgRCBEs-.&BBAEOwRMBEQEMA- &- B_2020")).as("the separator in a name").hasSize(1);
        assertThat(ledger.folders(job().mailbox(), Direction.FORWARD)).filteredOn(folder -> folder.state() == FolderRecord.State.EXCLUDED)
            .singleElement().extracting(FolderRecord::sourceMessages).isEqualTo(1L);
        assertThat(verification.slice(job(), SLICE)).isEqualTo(new VerifyResult(true, true, 0, ""));
        SliceResult again = sync.slice(job(), Pass.DELTA, SLICE);
        assertThat(again.copied() + again.alreadyThere() + again.flagsChanged()).isZero();
    }

    @Test void aFreshLedgerFindsEverythingThere() {
        try (ImapTalk talk = talk(source)) {
            fill(talk);
        }
        sync.slice(job(), Pass.INITIAL, SLICE);
        TestDatabase other = TestDatabase.h2();
        SliceResult result = new MailboxSync(stores, LedgerForTests.ledger(other, Clock.systemUTC()), settings, Clock.systemUTC())
            .slice(job(), Pass.INITIAL, SLICE);
        assertThat(result.copied()).isZero();
        assertThat(result.alreadyThere()).isEqualTo(NASTY.size() + 6);
    }

    @Test void flagsNewMailAndExpungesAreFollowed() {
        try (ImapTalk talk = talk(source)) {
            fill(talk);
            sync.slice(job(), Pass.INITIAL, SLICE);
            talk.ok("SELECT INBOX");
            talk.ok("STORE 2 +FLAGS (\\Answered Late)");
            talk.ok("STORE 1 -FLAGS (\\Seen)");
            talk.append("INBOX", "(\\Seen) \"05-May-2020 10:00:00 +0300\"", bytes("Subject: later\r\n\r\n"));
            SliceResult delta = sync.slice(job(), Pass.DELTA, SLICE);
            assertThat(delta.copied()).isEqualTo(1);
            assertThat(delta.flagsChanged()).isEqualTo(2);
            assertThat(mail(target, "INBOX")).isEqualTo(mail(source, "INBOX"));
            talk.ok("STORE 3 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
            assertThat(sync.slice(job(), Pass.DELTA, SLICE).expunged()).isEqualTo(1);
            assertThat(mail(target, "INBOX")).hasSize(mail(source, "INBOX").size() + 1);
        }
        assertThat(verification.slice(job(), SLICE).identical()).as("what was expunged is explained").isTrue();
    }

    @Test void aFullMailboxEndsTheSliceWithItsReason() {
        try (ImapTalk talk = talk(source)) {
            for (int i = 0; i < 5; i++) {
                talk.append("INBOX", "", bytes("Subject: " + i + "\r\n\r\n" + "z".repeat(900_000) + "\r\n"));
            }
        }
        SliceResult result = sync.slice(job(), Pass.INITIAL, SLICE);
        assertThat(result.refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.OVERQUOTA);
        assertThat(result.copied()).isEqualTo(mail(target, "INBOX").size()).isBetween(1L, 4L);
        assertThat(sync.slice(job(), Pass.INITIAL, SLICE).copied()).isZero();
    }

    @Test void aMailboxThatGotRoomGoesOnWhereItStopped() {
        try (ImapTalk talk = talk(target)) {
            talk.ok("CREATE INBOX.Old");
            for (int i = 0; i < 2; i++) {
                talk.append("INBOX.Old", "", bytes("Subject: in the way\r\n\r\n" + "z".repeat(900_000) + "\r\n"));
            }
        }
        try (ImapTalk talk = talk(source)) {
            for (int i = 0; i < 3; i++) {
                talk.append("INBOX", "", bytes("Subject: " + i + "\r\n\r\n" + "z".repeat(900_000) + "\r\n"));
            }
        }
        SliceResult full = sync.slice(job(), Pass.INITIAL, SLICE);
        assertThat(full.refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.OVERQUOTA);
        try (ImapTalk talk = talk(target)) {
            talk.ok("DELETE INBOX.Old");
        }
        SliceResult rest = sync.slice(job(), Pass.INITIAL, SLICE);
        assertThat(rest.refusal()).isEmpty();
        assertThat(full.copied() + rest.copied()).isEqualTo(3);
        assertThat(mail(target, "INBOX")).isEqualTo(mail(source, "INBOX"));
    }

    @Test void verificationSeesWhatIsMissingDoubledOrChanged() {
        try (ImapTalk talk = talk(source)) {
            fill(talk);
        }
        sync.slice(job(), Pass.INITIAL, SLICE);
        try (ImapTalk talk = talk(target)) {
            talk.append("INBOX", "() \"02-Mar-2015 10:00:00 +0000\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append("INBOX", "", bytes("Subject: new on the target\r\n\r\n"));
            talk.ok("SELECT INBOX");
            talk.ok("STORE 1 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
            talk.ok("STORE 1 +FLAGS (\\Flagged)");
        }
        VerifyResult result = verification.slice(job(), SLICE);
        assertThat(result.identical()).isFalse();
        assertThat(result.summary()).startsWith("1 REMOVED, 1 DUPLICATED, 1 FLAGS\nINBOX");
    }
}
