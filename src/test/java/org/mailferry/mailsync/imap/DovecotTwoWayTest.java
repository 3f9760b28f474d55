package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.JournalEntry;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.TwoWayPolicy;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.WireProxy;

/** Changes go both ways between two real servers with the ledger in a database; one of the targets knows nothing but IMAP4rev1. */
class DovecotTwoWayTest {
    private static final Duration SLICE = Duration.ofSeconds(30);
    private static DovecotServer source;
    private static DovecotServer target;
    private static DovecotServer plain;

    private final TestDatabase database = TestDatabase.h2();
    private final SyncLedger ledger = LedgerForTests.ledger(database, Clock.systemUTC());
    private final Journal journal = LedgerForTests.journal(database);
    private final TwoWayRequests requests = LedgerForTests.requests(database);
    private final MailsyncSettings settings = MailsyncSettings.defaults();
    private final MailboxSync sync = new MailboxSync(ImapForTests.stores(DovecotServer.secrets(), settings), ledger, settings, Clock.systemUTC(),
        OwnMessages.NONE, Optional.of(LedgerForTests.links(database, Clock.systemUTC())));
    private DovecotServer there = target;
    private TwoWayPolicy policy = TwoWayPolicy.CAREFUL;
    private String login = "";

    @BeforeAll static void start() {
        source = DovecotServer.start(Layout.PLAIN);
        target = DovecotServer.start(Layout.DOTTED);
        plain = DovecotServer.start(Layout.PLAIN.with("imap_capability = IMAP4rev1 NAMESPACE LITERAL+"));
    }

    @AfterAll static void stop() {
        for (DovecotServer server : new DovecotServer[] {source, target, plain}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @BeforeEach void aMailboxOfItsOwn(TestInfo test) {
        login = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT) + "@corp.test";
        there = target;
    }

    private SyncJob job() {
        return new SyncJob(MailboxId.parse("demo/" + login), source.mailbox(login), there.mailbox(login), new SyncPolicy(Set.of(), 0), policy);
    }

    private SliceResult run(Pass pass) {
        for (int slice = 0; slice < 5; slice++) {
            SliceResult result = sync.slice(job(), pass, SLICE);
            if (result.caughtUp() || result.refusal().isPresent()) {
                return result;
            }
        }
        throw new AssertionError("never caught up");
    }

    private ImapTalk talk(DovecotServer server) {
        return new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD);
    }

    /** Content, date and flags, in an order of their own. */
    private List<String> mail(DovecotServer server, String folder) {
        try (ImapTalk talk = talk(server)) {
            talk.ok("EXAMINE \"" + folder + "\"");
            return talk.ok("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])").stream().filter(line -> line.contains("FETCH"))
                .map(line -> line.substring(line.indexOf('(')).replace("\\Recent ", "").replace(" \\Recent", "").replace("\\Recent", "")).sorted().toList();
        }
    }

    private static byte[] bytes(String subject) {
        return ("Subject: " + subject + "\r\n\r\nbody of " + subject + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void copied() {
        try (ImapTalk talk = talk(source)) {
            talk.ok("CREATE Archive");
            for (int i = 1; i <= 6; i++) {
                talk.append("INBOX", "(\\Seen $Label1) \"0" + i + "-Mar-2015 10:00:00 -0500\"", bytes("message " + i));
            }
        }
        run(Pass.INITIAL);
        run(Pass.TWO_WAY);
    }

    private void usersWork(String archive) {
        try (ImapTalk here = talk(source); ImapTalk yonder = talk(there)) {
            here.ok("SELECT INBOX");
            here.ok("UID STORE 1 +FLAGS (\\Flagged)");
            here.ok("UID COPY 2 Archive");
            here.ok("UID STORE 2 +FLAGS (\\Deleted)");
            here.ok("EXPUNGE");
            here.append("INBOX", "() \"08-Mar-2015 10:00:00 -0500\"", bytes("new on the source"));
            yonder.ok("SELECT INBOX");
            yonder.ok("UID STORE 1 -FLAGS ($Label1)");
            yonder.ok("UID STORE 3 +FLAGS (\\Answered Project-Alpha)");
            yonder.ok("UID COPY 4 \"" + archive + "\"");
            yonder.ok("UID STORE 4 +FLAGS (\\Deleted)");
            yonder.ok("EXPUNGE");
            yonder.append("INBOX", "(\\Flagged) \"09-Mar-2015 10:00:00 +0300\"", bytes("new on the target"));
        }
    }

    private void quiet() {
        for (int i = 0; i < 2; i++) {
            SliceResult result = run(Pass.TWO_WAY);
            assertThat(result.copied() + result.flagsChanged() + result.expunged()).isZero();
        }
        assertThat(run(Pass.DELTA).copied()).isZero();
        assertThat(run(Pass.BACK).copied()).isZero();
    }

    @Test void mailFlagsAndMovesMeetInFoldersOfAnotherLayout() {
        copied();
        usersWork("INBOX.Archive");
        run(Pass.TWO_WAY);
        assertThat(mail(source, "INBOX")).hasSize(6).isEqualTo(mail(target, "INBOX"));
        assertThat(mail(source, "Archive")).hasSize(2).isEqualTo(mail(target, "INBOX.Archive"));
        assertThat(mail(source, "INBOX")).anyMatch(line -> line.contains("message 1") && line.contains("\\Flagged") && !line.contains("$Label1"));
        assertThat(journal.of(job().mailbox(), 10)).extracting(JournalEntry::kind).containsExactly(JournalEntry.Kind.MOVED, JournalEntry.Kind.MOVED);
        quiet();
    }

    @Test void aTargetThatKnowsNothingButImap4rev1KeepsTheOldCopyOfWhatMoved() {
        there = plain;
        copied();
        usersWork("Archive");
        run(Pass.TWO_WAY);
        assertThat(mail(source, "Archive")).hasSize(2).isEqualTo(mail(plain, "Archive"));
        assertThat(mail(source, "INBOX")).hasSize(6);
        assertThat(mail(plain, "INBOX")).hasSize(7).containsAll(mail(source, "INBOX"));
        assertThat(journal.of(job().mailbox(), 10)).extracting(JournalEntry::text).anyMatch(text -> text.contains("the old copy stays there"));
        quiet();
    }

    @Test void deletionsReachTheSourceOnlyAfterTheirApproval() {
        policy = new TwoWayPolicy(TwoWayPolicy.Deletions.BOTH, 60, 10);
        copied();
        try (ImapTalk here = talk(source); ImapTalk yonder = talk(target)) {
            here.ok("SELECT INBOX");
            here.ok("UID STORE 1 +FLAGS (\\Deleted)");
            here.ok("EXPUNGE");
            yonder.ok("SELECT INBOX");
            yonder.ok("UID STORE 2:3 +FLAGS (\\Deleted)");
            yonder.ok("EXPUNGE");
        }
        run(Pass.TWO_WAY);
        assertThat(mail(target, "INBOX")).as("what the source deleted is gone here too").hasSize(3);
        assertThat(mail(source, "INBOX")).as("nothing is deleted unasked").hasSize(5);
        assertThat(requests.show(List.of(job().mailbox()), "wave", "wave/1", other -> false)).hasSize(2);
        try (ImapTalk yonder = talk(target)) {
            yonder.ok("SELECT INBOX");
            yonder.ok("UID STORE 4 +FLAGS (\\Deleted)");
            yonder.ok("EXPUNGE");
        }
        run(Pass.TWO_WAY);
        assertThat(requests.approve("wave/1", 2)).isTrue();
        run(Pass.TWO_WAY);
        assertThat(mail(source, "INBOX")).as("exactly the approved ones, and not the one deleted since").hasSize(3).anyMatch(line -> line.contains("message 4"));
        quiet();
    }

    @Test void anEmptiedTargetStopsThePass() {
        copied();
        try (ImapTalk yonder = talk(target)) {
            yonder.ok("SELECT INBOX");
            yonder.ok("STORE 1:* +FLAGS (\\Deleted)");
            yonder.ok("EXPUNGE");
        }
        assertThat(run(Pass.TWO_WAY).refusal()).get().asString().contains("6 of 6 known messages are gone from the target");
        assertThat(mail(source, "INBOX")).hasSize(6);
        assertThat(requests.show(List.of(job().mailbox()), "wave", "wave/2", other -> false)).hasSize(1);
        assertThat(requests.approve("wave/2", 6)).isTrue();
        assertThat(run(Pass.TWO_WAY).refusal()).isEmpty();
        assertThat(mail(source, "INBOX")).as("no deletion comes to the source").hasSize(6);
    }

    @Test void anUnchangedPassAsksForNoFiguresWhereTheListingHasThemAndElseOnce() {
        there = plain;
        copied();
        run(Pass.TWO_WAY);
        try (WireProxy here = WireProxy.before(source); WireProxy yonder = WireProxy.before(plain)) {
            SyncJob watched = new SyncJob(job().mailbox(), source.mailboxBehind(here.port(), login), plain.mailboxBehind(yonder.port(), login),
                new SyncPolicy(Set.of(), 0), policy);
            assertThat(sync.slice(watched, Pass.TWO_WAY, SLICE).caughtUp()).isTrue();
            assertThat(here.commands()).as("LIST-STATUS").isNotEmpty().noneMatch(command -> command.matches("(\\S+ )?STATUS .*"));
            assertThat(yonder.commands()).as("without it").filteredOn(command -> command.matches("(\\S+ )?STATUS .*")).doesNotHaveDuplicates().hasSize(2);
        }
    }
}
