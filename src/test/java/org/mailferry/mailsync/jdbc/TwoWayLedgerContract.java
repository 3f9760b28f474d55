package org.mailferry.mailsync.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Arrival;
import org.mailferry.mailsync.Bookmark;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.JournalEntry;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.Tombstone;
import org.mailferry.mailsync.TwoWayChange;
import org.mailferry.mailsync.TwoWayLedger;
import org.mailferry.mailsync.TwoWayRequest;
import org.mailferry.mailsync.TwoWayRequest.State;
import org.mailferry.mailsync.TwoWayRequest.Subject;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.TwoWayRequests.Refusal;
import org.mailferry.mailsync.TwoWayRequests.Shown;

/** What every database must keep of what both directions need. */
abstract class TwoWayLedgerContract {
    private static final MailboxId ANNA = MailboxId.parse("demo/anna@corp.test");
    private static final MailboxId BORIS = MailboxId.parse("demo/boris@corp.test");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final InternalDate DATE = new InternalDate(" 1-Jan-2020 10:00:00 +0300");
    private static final String DIGEST = "ab".repeat(32);

    private TestDatabase database;
    private SyncLedger ledger;
    private TwoWayLedger links;
    private TwoWayRequests requests;
    private Journal journal;
    private Lease lease;
    private FolderRecord inbox;

    abstract TestDatabase open();

    @BeforeEach void aMailboxThatIsHeld() {
        database = open();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ledger = LedgerForTests.ledger(database, clock);
        links = LedgerForTests.links(database, clock);
        requests = LedgerForTests.requests(database);
        journal = LedgerForTests.journal(database);
        lease = ledger.acquire(ANNA, Duration.ofSeconds(60));
        inbox = ledger.add(lease, Direction.FORWARD, new FolderRecord(0, "Входящие", "INBOX", FolderRecord.State.COPY, "", 4_294_967_295L, 8,
            OptionalLong.empty(), 0, 77, 5, 2, 1, 0));
    }

    private static MessageRecord line(long uid, Outcome outcome, long targetUid) {
        return new MessageRecord(uid, targetUid == 0 ? OptionalLong.empty() : OptionalLong.of(targetUid), outcome, "", DIGEST, 10, DATE,
            Flags.of("\\Seen"), 0, 1);
    }

    private static TwoWayRequest deletion(long folderId, long uid) {
        return new TwoWayRequest(0, Subject.DELETION, Side.SOURCE, folderId, uid, uid + 100, DIGEST, 1, "Deleted on the target", State.REQUESTED);
    }

    private static TwoWayRequest stop(long gone) {
        return new TwoWayRequest(0, Subject.STOP, Side.SOURCE, 0, 0, 0, "", gone, gone + " are gone", State.REQUESTED);
    }

    private void requested(Lease holder, TwoWayRequest... wanted) {
        TwoWayChange change = new TwoWayChange();
        List.of(wanted).forEach(change::request);
        links.commit(holder, change);
    }

    @Test void aBookmarkComesBackUntilAServerCountsAnew() {
        assertThat(links.bookmark(inbox)).isEqualTo(Bookmark.fresh(inbox));
        Bookmark bookmark = new Bookmark(inbox.id(), 4_294_967_295L, 3, 77, 9, 4, OptionalLong.of(1L << 40), 6);
        links.commit(lease, new TwoWayChange().bookmark(bookmark));
        links.commit(lease, new TwoWayChange().bookmark(bookmark));
        assertThat(links.bookmark(inbox)).isEqualTo(bookmark);
        Bookmark blind = new Bookmark(inbox.id(), 4_294_967_295L, 3, 76, 9, 4, OptionalLong.empty(), 6);
        links.commit(lease, new TwoWayChange().bookmark(blind));
        assertThat(links.bookmark(inbox)).isEqualTo(Bookmark.fresh(inbox));
    }

    @Test void linesAreFoundByTheirTargetUidsAndKeepTheTargetsFlags() {
        links.commit(lease, new TwoWayChange().line(inbox.id(), line(1, Outcome.COPIED, 11), Flags.of("\\Seen", "$Work"))
            .line(inbox.id(), line(2, Outcome.ALREADY_THERE, 12)).line(inbox.id(), line(3, Outcome.EXPUNGED, 13)));
        assertThat(links.linked(inbox.id())).isEqualTo(2);
        assertThat(links.byTarget(inbox.id(), List.of(13L, 11L, 99L))).containsExactly(line(1, Outcome.COPIED, 11), line(3, Outcome.EXPUNGED, 13));
        assertThat(links.targetFlags(inbox.id(), List.of(1L, 2L))).isEqualTo(Map.of(1L, Flags.of("\\Seen", "$Work")));
        links.commit(lease, new TwoWayChange().line(inbox.id(), line(1, Outcome.COPIED, 14)));
        assertThat(links.targetFlags(inbox.id(), List.of(1L))).as("a line alone leaves what is known").hasSize(1);
        links.commit(lease, new TwoWayChange().forget(inbox.id(), 1).line(inbox.id(), line(5, Outcome.COPIED, 14)));
        assertThat(links.byTarget(inbox.id(), List.of(14L))).containsExactly(line(5, Outcome.COPIED, 14));
    }

    @Test void anArrivalIsReplacedAndRemoved() {
        Arrival begun = new Arrival(inbox.id(), Side.SOURCE, 4_294_967_295L, 0, 0, 0, 0, Arrival.State.INTENDED, DIGEST, 10, DATE, Flags.of("$Work"), 8, 1);
        Arrival twice = new Arrival(inbox.id(), Side.SOURCE, 4_294_967_295L, 0, 0, 0, 0, Arrival.State.INTENDED, DIGEST, 10, DATE, Flags.of("$Work"), 9, 2);
        Arrival moved = new Arrival(inbox.id(), Side.TARGET, 5, inbox.id(), 6, inbox.id(), 7, Arrival.State.INTENDED, DIGEST, 10, DATE, Flags.NONE, 8, 0);
        links.commit(lease, new TwoWayChange().arrivals(List.of(begun, moved)));
        links.commit(lease, new TwoWayChange().arrival(twice));
        assertThat(links.arrivals(ANNA)).containsExactlyInAnyOrder(twice, moved);
        assertThat(links.arrivals(BORIS)).isEmpty();
        links.commit(lease, new TwoWayChange().settled(twice));
        assertThat(links.arrivals(ANNA)).containsExactly(moved);
    }

    @Test void whoLostTheLeaseCommitsNothingOfIt() {
        ledger.release(lease);
        ledger.acquire(ANNA, Duration.ofSeconds(60));
        assertThatThrownBy(() -> requested(lease, deletion(inbox.id(), 1))).isInstanceOf(MigrationException.class);
        assertThat(links.openRequests(ANNA)).isEmpty();
    }

    @Test void aChangeIsCommittedWholeOrNotAtAll() {
        JournalEntry tooLong = new JournalEntry(NOW, JournalEntry.Kind.KEPT, "x".repeat(1_001), 1, 2, DIGEST, "");
        assertThatThrownBy(() -> links.commit(lease, new TwoWayChange().line(inbox.id(), line(1, Outcome.COPIED, 11)).request(deletion(inbox.id(), 1))
            .journal(tooLong))).isInstanceOf(RuntimeException.class);
        assertThat(ledger.messages(inbox.id())).isEmpty();
        assertThat(links.openRequests(ANNA)).isEmpty();
    }

    @Test void theJournalGivesTheNewestFirst() {
        links.commit(lease, new TwoWayChange().journal(entry("first")).journal(entry("second")).journal(entry("third")));
        assertThat(journal.of(ANNA, 2)).containsExactly(entry("third"), entry("second"));
        assertThat(journal.of(BORIS, 2)).isEmpty();
    }

    private static JournalEntry entry(String text) {
        return new JournalEntry(NOW, JournalEntry.Kind.MOVED, "Входящие", 1, 2, DIGEST, text);
    }

    @Test void aBatchIsApprovedByItsNumberOnceAndForAll() {
        requested(lease, deletion(inbox.id(), 1), deletion(inbox.id(), 2), stop(40));
        assertThat(requests.show(List.of(ANNA, BORIS), "wave", "wave/1", other -> true)).hasSize(3).extracting(Shown::mailbox).containsOnly(ANNA);
        requested(lease, deletion(inbox.id(), 3));
        assertThat(requests.show(List.of(ANNA), "wave", "wave/2", other -> true)).as("one batch at a time").isEmpty();
        assertThat(Shown.messages(requests.undecided("wave/1"))).as("nothing is added later").isEqualTo(42);
        assertThat(requests.approve("wave/1", 41)).isFalse();
        assertThat(links.openRequests(ANNA)).extracting(TwoWayRequest::state).doesNotContain(State.APPROVED);
        assertThat(requests.approve("wave/1", 42)).isTrue();
        assertThat(requests.undecided("wave/1")).isEmpty();
        assertThat(requests.approve("wave/1", 42)).as("it is decided").isFalse();
        assertThat(links.openRequests(ANNA)).extracting(TwoWayRequest::state).containsExactly(State.APPROVED, State.APPROVED, State.APPROVED, State.REQUESTED);
        assertThat(requests.show(List.of(ANNA), "wave", "wave/2", other -> true)).hasSize(1);
    }

    @Test void whatAnotherInstanceShowsStaysHisAsLongAsHeIsAtWork() {
        requested(lease, deletion(inbox.id(), 1), deletion(inbox.id(), 2));
        assertThat(requests.show(List.of(ANNA), "one", "one/1", other -> true)).hasSize(2);
        requested(lease, deletion(inbox.id(), 3));
        assertThat(requests.show(List.of(ANNA), "two", "two/1", "one"::equals)).extracting(shown -> shown.request().sourceUid()).containsExactly(3L);
        assertThat(requests.approve("one/1", 2)).as("exactly what the first was shown").isTrue();
        assertThat(requests.undecided("two/1")).hasSize(1);
    }

    @Test void whatAnInstanceThatIsNoMoreShowedIsShownAnew() {
        requested(lease, deletion(inbox.id(), 1), deletion(inbox.id(), 2));
        requests.show(List.of(ANNA), "one", "one/1", other -> true);
        assertThat(requests.show(List.of(ANNA), "two", "two/1", other -> false)).hasSize(2);
        assertThat(requests.undecided("one/1")).isEmpty();
        assertThat(requests.approve("one/1", 2)).isFalse();
        assertThat(requests.show(List.of(ANNA), "three", "three/1", "two"::equals)).isEmpty();
        assertThat(requests.approve("two/1", 2)).isTrue();
    }

    @Test void aRefusalIsInTheJournalOfEachMailboxAndOfEachMessage() {
        Lease other = ledger.acquire(BORIS, Duration.ofSeconds(60));
        requested(lease, deletion(inbox.id(), 1), deletion(inbox.id(), 2), stop(40));
        requested(other, stop(9));
        requests.show(List.of(ANNA, BORIS), "wave", "wave/1", any -> true);
        requests.refuse("wave/1", new Refusal("olga", NOW, "нужны пользователю"));
        requests.refuse("wave/1", new Refusal("olga", NOW, "again"));
        assertThat(journal.of(ANNA, 10)).extracting(JournalEntry::at).containsOnly(NOW);
        assertThat(journal.of(ANNA, 10)).extracting(entry -> entry.kind() + " " + entry.folder() + " " + entry.sourceUid() + " " + entry.text()).containsExactly(
            "KEPT Входящие 2 Deleted on the target, kept on the source: olga refused the deletion",
            "KEPT Входящие 1 Deleted on the target, kept on the source: olga refused the deletion",
            "REFUSED  0 olga refused the deletion of 2 messages and to go on after 40 messages were gone from the source: нужны пользователю");
        assertThat(journal.of(BORIS, 10)).extracting(JournalEntry::text).containsExactly(
            "olga refused to go on after 9 messages were gone from the source: нужны пользователю");
        assertThat(links.openRequests(ANNA)).as("a stop stays").extracting(TwoWayRequest::subject, TwoWayRequest::state)
            .containsExactly(org.assertj.core.groups.Tuple.tuple(Subject.STOP, State.KEPT));
        assertThat(requests.show(List.of(ANNA, BORIS), "wave", "wave/2", any -> false)).isEmpty();
    }

    @Test void whatANewUidvalidityOfTheSourceMakesVoidIsRemembered() {
        ledger.record(lease, inbox, List.of(line(1, Outcome.COPIED, 11), line(2, Outcome.TARGET_GONE, 0), line(3, Outcome.TARGET_GONE, 0),
            line(4, Outcome.EXPUNGED, 14), line(5, Outcome.EXPUNGED, 0), line(-16, Outcome.EXPUNGED, 16), line(6, Outcome.REFUSED, 0)));
        assertThat(ledger.forgetMessages(lease, inbox, 3)).isFalse();
        assertThat(ledger.forgetMessages(lease, inbox, 100)).isTrue();
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, 10)).extracting(Tombstone::goneFrom).containsExactly(Side.TARGET, Side.TARGET);
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, 1)).hasSize(1);
        assertThat(ledger.tombstones(inbox.id(), Side.SOURCE, 10)).extracting(Tombstone::goneFrom).containsExactly(Side.SOURCE);
        assertThat(ledger.messages(inbox.id())).as("what is on the target only keeps its line").containsExactly(line(-16, Outcome.EXPUNGED, 16));
        List<Tombstone> away = ledger.tombstones(inbox.id(), Side.TARGET, List.of(DIGEST, "cd"));
        assertThat(away).hasSize(2).first().satisfies(stone -> assertThat(List.of(stone.sha256(), stone.sizeBytes(), stone.date())).isEqualTo(List.of(DIGEST, 10L, DATE)));
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, List.of("cd"))).isEmpty();
        ledger.settleTombstones(lease, inbox.id(), List.of(line(7, Outcome.TARGET_GONE, 0)), away.subList(0, 1));
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, List.of(DIGEST))).containsExactly(away.get(1));
        assertThat(ledger.find(inbox.id(), List.of(7L))).hasSize(1);
    }

    @Test void whatANewUidvalidityOfTheTargetMakesVoidIsRemembered() {
        ledger.record(lease, inbox, List.of(line(1, Outcome.COPIED, 11), line(2, Outcome.TARGET_GONE, 0), line(4, Outcome.EXPUNGED, 14),
            line(5, Outcome.EXPUNGED, 0), line(-16, Outcome.EXPUNGED, 16)));
        ledger.doubtMessages(lease, inbox, Long.MIN_VALUE, 100);
        assertThat(ledger.tombstones(inbox.id(), Side.SOURCE, 10)).hasSize(2);
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, 10)).isEmpty();
        assertThat(ledger.messages(inbox.id())).extracting(MessageRecord::sourceUid).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test void aTombstoneEndsWithItsAge() {
        ledger.record(lease, inbox, List.of(line(1, Outcome.TARGET_GONE, 0)));
        ledger.forgetMessages(lease, inbox, 10);
        for (long days : new long[] {89, 91}) {
            SyncLedger later = LedgerForTests.ledger(database, Clock.fixed(NOW.plus(Duration.ofDays(days)), ZoneOffset.UTC));
            later.forgetMessages(later.acquire(ANNA, Duration.ofSeconds(60)), inbox, 10);
            assertThat(later.tombstones(inbox.id(), Side.TARGET, 10)).hasSize(days == 89 ? 1 : 0);
        }
    }

    @Test void whoLostTheLeaseSettlesNoTombstone() {
        ledger.record(lease, inbox, List.of(line(1, Outcome.TARGET_GONE, 0)));
        ledger.forgetMessages(lease, inbox, 10);
        List<Tombstone> stones = ledger.tombstones(inbox.id(), Side.TARGET, 10);
        ledger.release(lease);
        ledger.acquire(ANNA, Duration.ofSeconds(60));
        assertThatThrownBy(() -> ledger.settleTombstones(lease, inbox.id(), List.of(), stones)).isInstanceOf(MigrationException.class);
        assertThat(ledger.tombstones(inbox.id(), Side.TARGET, 10)).hasSize(1);
    }

    @Test void arrivalsThatNameOldUidsOfTheTargetEndWithThem() {
        links.commit(lease, new TwoWayChange().arrival(new Arrival(inbox.id(), Side.SOURCE, 5, 0, 0, 0, 0, Arrival.State.REFUSED, DIGEST, 10, DATE, Flags.NONE, 8, 1)));
        ledger.doubtMessages(lease, inbox, Long.MIN_VALUE, 100);
        assertThat(links.arrivals(ANNA)).isEmpty();
    }
}
