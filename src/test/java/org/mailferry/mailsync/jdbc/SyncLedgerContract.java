package org.mailferry.mailsync.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderCounts;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.ForeignMessage;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MailboxSize;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.PassRecord;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.SyncProgress;

/** What every database must keep of the ledger's promises. */
abstract class SyncLedgerContract {
    private static final MailboxId ANNA = MailboxId.parse("demo/anna_b@corp.test");
    private static final MailboxId OTHER = MailboxId.parse("demo/annaxb@corp.test");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private TestDatabase database;
    private SyncLedger ledger;

    abstract TestDatabase open();

    @BeforeEach void empty() {
        database = open();
        ledger = at(NOW);
    }

    private SyncLedger at(Instant time) {
        return LedgerForTests.ledger(database, Clock.fixed(time, ZoneOffset.UTC));
    }

    private Lease lease() {
        return ledger.acquire(ANNA, Duration.ofSeconds(60));
    }

    private static FolderRecord folder(String name) {
        return new FolderRecord(0, name, "INBOX." + name, FolderRecord.State.COPY, "", 4_294_967_295L, 8, OptionalLong.empty(), 0, 77, 5, 2, 1, 0);
    }

    private static MessageRecord line(long uid, Outcome outcome, long targetUid) {
        return new MessageRecord(uid, targetUid == 0 ? OptionalLong.empty() : OptionalLong.of(targetUid), outcome, outcome == Outcome.REFUSED ? "нет" : "",
            "ab".repeat(32), 10, new InternalDate(" 1-Jan-2020 10:00:00 +0300"), Flags.of("\\Seen", "Project-Alpha"), 3, 1);
    }

    @Test void oneSliceHoldsAMailboxAndTheOthersAreTurnedAway() {
        Lease first = lease();
        assertThatThrownBy(this::lease).isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
        assertThat(ledger.acquire(OTHER, Duration.ofSeconds(60)).token()).isEqualTo(1);
        ledger.release(first);
        assertThat(lease().token()).isGreaterThan(first.token());
    }

    @Test void afterItsEndALeaseIsTakenOverAndItsHolderWritesNothing() {
        Lease slow = lease();
        ledger.check(slow);
        SyncLedger later = at(NOW.plusSeconds(61));
        assertThatThrownBy(() -> later.check(slow)).isInstanceOf(MigrationException.class);
        Lease second = later.acquire(ANNA, Duration.ofSeconds(60));
        assertThatThrownBy(() -> later.add(slow, Direction.FORWARD, folder("late"))).isInstanceOf(MigrationException.class);
        ledger.release(slow);
        later.check(second);
        assertThat(later.folders(ANNA, Direction.FORWARD)).isEmpty();
    }

    @Test void aFolderComesBackAsItWasSaved() {
        Lease lease = lease();
        FolderRecord added = ledger.add(lease, Direction.FORWARD, folder("Проекты/Тендер №5"));
        assertThat(ledger.folders(ANNA, Direction.FORWARD)).containsExactly(added);
        assertThat(ledger.folders(ANNA, Direction.BACK)).isEmpty();
        assertThat(ledger.folders(OTHER, Direction.FORWARD)).isEmpty();
        FolderRecord moved = new FolderRecord(added.id(), added.sourceName(), "anders", FolderRecord.State.REFUSED, "why", 1, 2, OptionalLong.of(3), 4, 5,
            6, 7, 8, 9);
        ledger.record(lease, moved, List.of());
        assertThat(ledger.folders(ANNA, Direction.FORWARD)).containsExactly(moved);
    }

    @Test void linesAreInsertedReplacedAndFound() {
        Lease lease = lease();
        FolderRecord folder = ledger.add(lease, Direction.FORWARD, folder("INBOX"));
        List<MessageRecord> many = LongStream.rangeClosed(1, 1_203).mapToObj(uid -> line(uid, Outcome.INTENDED, 0)).toList();
        ledger.record(lease, folder, many);
        ledger.record(lease, folder, List.of(line(7, Outcome.COPIED, 70), line(8, Outcome.REFUSED, 0), line(9, Outcome.EXPUNGED, 90),
            line(2_000, Outcome.ALREADY_THERE, 4_294_967_295L)));
        assertThat(ledger.unresolved(folder.id(), 0, 5_000)).hasSize(1_200);
        assertThat(ledger.find(folder.id(), List.of(8L, 7L, 5_000L))).containsExactly(line(7, Outcome.COPIED, 70), line(8, Outcome.REFUSED, 0));
        assertThat(ledger.find(folder.id(), LongStream.rangeClosed(1, 1_203).boxed().toList())).hasSize(1_203);
        assertThat(ledger.refused(folder.id(), 1, 0, 10)).containsExactly(line(8, Outcome.REFUSED, 0));
        assertThat(ledger.targetUids(folder.id(), 1, Long.MAX_VALUE)).containsExactlyInAnyOrder(70L, 90L, 4_294_967_295L);
        assertThat(ledger.sourceUids(folder.id(), 1, Long.MAX_VALUE)).hasSize(1_203).doesNotContain(9L);
        assertThat(ledger.recount(lease, folder)).isEqualTo(new FolderCounts(1, 1, 1, 1, 1_200, 10));
        assertThat(ledger.messages(folder.id())).hasSize(1_204).isSortedAccordingTo(java.util.Comparator.comparingLong(MessageRecord::sourceUid));
    }

    @Test void doubtedMessagesBecomeIntentsAndForgottenOnesAreGone() {
        Lease lease = lease();
        FolderRecord folder = ledger.add(lease, Direction.FORWARD, folder("INBOX"));
        ledger.record(lease, folder, List.of(line(1, Outcome.COPIED, 10), line(2, Outcome.ALREADY_THERE, 11), line(3, Outcome.REFUSED, 0),
            line(4, Outcome.EXPUNGED, 12)));
        ledger.addForeign(lease, folder, LongStream.rangeClosed(20, 24).mapToObj(uid -> new ForeignMessage(uid, 1, 1, "")).toList());
        assertThat(ledger.foreignCount(folder.id())).isEqualTo(5);
        assertThat(ledger.doubtMessages(lease, folder, Long.MIN_VALUE, 3)).hasValue(3);
        assertThat(ledger.folders(ANNA, Direction.FORWARD)).as("half-way the target is as never opened").extracting(FolderRecord::targetUidValidity).containsExactly(0L);
        assertThat(ledger.doubtMessages(lease, folder, 3, 3)).isEmpty();
        assertThat(ledger.folders(ANNA, Direction.FORWARD)).containsExactly(folder);
        assertThat(ledger.foreignCount(folder.id())).isZero();
        assertThat(ledger.unresolved(folder.id(), 0, 5_000)).extracting(MessageRecord::sourceUid).containsExactly(1L, 2L);
        assertThat(ledger.unresolved(folder.id(), 0, 5_000)).allSatisfy(line -> assertThat(line.targetFloor() + line.attempts()).isEqualTo(1));
        assertThat(ledger.targetUids(folder.id(), 1, Long.MAX_VALUE)).isEmpty();
        assertThat(ledger.forgetMessages(lease, folder, 3)).isFalse();
        assertThat(ledger.forgetMessages(lease, folder, 3)).isTrue();
        assertThat(ledger.messages(folder.id())).isEmpty();
    }

    @Test void foreignMessagesAreFoundByWhatTheyAre() {
        Lease lease = lease();
        FolderRecord folder = ledger.add(lease, Direction.FORWARD, folder("INBOX"));
        ledger.addForeign(lease, folder, LongStream.rangeClosed(1, 1_200).mapToObj(uid -> new ForeignMessage(uid, uid % 3, uid, uid % 2 == 0 ? "even" : "")).toList());
        assertThat(ledger.foreignUnread(folder.id(), 100, List.of(7L, 0L), List.of(100L, 101L, 5L), 10_000)).extracting(ForeignMessage::uid)
            .isSorted().hasSize(184).contains(101L).doesNotContain(100L, 5L).allSatisfy(uid -> assertThat(uid % 3 == 0 || uid == 101).isTrue());
        assertThat(ledger.foreignUnread(folder.id(), 1, List.of(0L), List.of(), 10)).hasSize(10);
        assertThat(ledger.foreignAlike(folder.id(), 5, Map.of("even", 600, "odd", 1), Map.of())).hasSize(598).first().extracting(ForeignMessage::uid).isEqualTo(6L);
        assertThat(ledger.foreignAlike(folder.id(), 5, Map.of("even", 2, "odd", 1), Map.of("even", Set.of(900L, 901L), "odd", Set.of(6L))))
            .as("of many twins those with a wanted date are among them").extracting(ForeignMessage::uid).containsExactly(6L, 8L, 900L);
        assertThat(ledger.foreignDated(folder.id(), 5, List.of(4L, 9L, 1_000L, 5_000L), 10)).extracting(ForeignMessage::uid).containsExactly(9L, 1_000L);
        ledger.record(lease, folder, List.of(line(1, Outcome.COPIED, 6)));
        ledger.foreignGone(lease, folder.id(), List.of(8L, 10L));
        assertThat(ledger.foreignCount(folder.id())).isEqualTo(1_197);
    }

    @Test void aPassIsKeptPerDirection() {
        Lease lease = lease();
        PassRecord pass = new PassRecord(Pass.INITIAL, 1, NOW, Optional.empty());
        ledger.savePass(lease, Direction.FORWARD, pass);
        PassRecord finished = new PassRecord(Pass.DELTA, 2, NOW, Optional.of(NOW.plusSeconds(5)));
        ledger.savePass(lease, Direction.FORWARD, finished);
        assertThat(ledger.lastPass(ANNA, Direction.FORWARD)).contains(finished);
        assertThat(ledger.lastPass(ANNA, Direction.BACK)).isEmpty();
    }

    @Test void whatASliceRecordedOutlivesARolledBackJob() {
        database.transaction().executeWithoutResult(job -> {
            Lease lease = lease();
            FolderRecord folder = ledger.add(lease, Direction.FORWARD, folder("INBOX"));
            ledger.record(lease, folder, List.of(line(1, Outcome.COPIED, 10)));
            job.setRollbackOnly();
        });
        assertThat(ledger.folders(ANNA, Direction.FORWARD)).singleElement()
            .satisfies(folder -> assertThat(ledger.messages(folder.id())).hasSize(1));
    }

    @Test void progressCountsOneMailboxOrThePlan() {
        Lease lease = lease();
        FolderRecord folder = ledger.add(lease, Direction.FORWARD, folder("INBOX"));
        ledger.add(lease, Direction.FORWARD, new FolderRecord(0, "Drafts", "", FolderRecord.State.EXCLUDED, "", 0, 1, OptionalLong.empty(), 6, 0, 1, 1, 0, 0));
        ledger.record(lease, folder, List.of(line(1, Outcome.COPIED, 10), line(2, Outcome.REFUSED, 0)));
        ledger.recount(lease, folder);
        ledger.entered(lease, "INBOX");
        ledger.worked(lease, Duration.ofSeconds(4), 100, 8 << 20);
        new JdbcMailboxSizes(database.jdbc()).save(new MailboxSize(ANNA, 5, 1000, 6, "", NOW));
        new JdbcMailboxSizes(database.jdbc()).save(new MailboxSize(OTHER, 7, 1000, 0, "", NOW));
        SyncProgress progress = new JdbcSyncProgress(database.jdbc());
        FolderCounts counts = new FolderCounts(1, 0, 1, 0, 0, 10);
        assertThat(progress.of(ANNA)).isEqualTo(new SyncProgress.MailboxProgress(5, counts, 6, 0, "INBOX"));
        assertThat(progress.of(PlanName.parse("demo"))).isEqualTo(new SyncProgress.MailboxProgress(12, counts, 6, 0, ""));
        assertThat(progress.of(PlanName.parse("dem")).counts()).isEqualTo(FolderCounts.NONE);
        assertThat(progress.bytesPerSecond(PlanName.parse("demo"))).contains(2.0 * (1 << 20));
        assertThat(progress.bytesPerSecond(PlanName.parse("other"))).isEmpty();
    }
}
