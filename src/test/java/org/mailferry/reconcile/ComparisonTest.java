package org.mailferry.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.reconcile.Discrepancy.Kind;

class ComparisonTest {
    private static final InternalDate MONDAY = new InternalDate("06-Jan-2020 10:00:00 +0300");
    private static final InternalDate TUESDAY = new InternalDate("07-Jan-2020 10:00:00 +0300");

    private final List<Seen> source = new ArrayList<>();
    private final List<Seen> target = new ArrayList<>();
    private final List<MessageRecord> lines = new ArrayList<>();
    private long targetUidValidity = 8;
    private Comparison comparison = comparison(Direction.FORWARD);

    private Comparison comparison(Direction direction) {
        FolderRecord folder = new FolderRecord(1, "INBOX", "INBOX", FolderRecord.State.COPY, "", 7, 100, OptionalLong.empty(), 0, 8, 50, 10, 0, 1);
        return new Comparison(folder, direction, lines, flags -> flags.without(Flags.of("$Odd")), targetUidValidity);
    }

    private void source(long uid, String content, InternalDate date, String... flags) {
        source.add(new Seen(uid, content, date, Flags.of(flags)));
    }

    private void target(long uid, String content, InternalDate date, String... flags) {
        target.add(new Seen(uid, content, date, Flags.of(flags)));
    }

    private void line(long uid, Outcome outcome, long targetUid, String... flags) {
        lines.add(new MessageRecord(uid, targetUid == 0 ? OptionalLong.empty() : OptionalLong.of(targetUid), outcome, "", "x", 1, MONDAY, Flags.of(flags), 0, 0));
    }

    private List<Tuple> found() {
        comparison = comparison(Direction.FORWARD);
        return comparison.of(source, target).stream().map(each -> tuple(each.kind(), each.sourceUid(), each.targetUid())).toList();
    }

    @Test void equalFoldersHaveNoDifference() {
        source(1, "a", MONDAY, "\\Seen");
        target(20, "a", new InternalDate("06-Jan-2020 07:00:00 +0000"), "\\SEEN");
        assertThat(found()).isEmpty();
        assertThat(comparison.remarks()).isEmpty();
    }

    @Test void twinsAreCountedAndPairedByWhatTheyShare() {
        source(1, "a", MONDAY, "\\Seen");
        source(2, "a", TUESDAY);
        source(3, "a", TUESDAY);
        target(20, "a", TUESDAY);
        target(21, "a", MONDAY, "\\Seen");
        assertThat(found()).containsExactly(tuple(Kind.MISSING, 3L, 0L));
        target(22, "a", TUESDAY);
        target(23, "a", TUESDAY);
        assertThat(found()).containsExactly(tuple(Kind.DUPLICATED, 0L, 23L));
    }

    @Test void aCopyWithOtherBytesIsAltered() {
        source(1, "a", MONDAY);
        line(1, Outcome.COPIED, 20);
        target(20, "b", MONDAY);
        assertThat(found()).containsExactly(tuple(Kind.ALTERED, 1L, 20L));
    }

    @Test void theLedgerAloneProvesNothing() {
        source(1, "a", MONDAY);
        line(1, Outcome.COPIED, 20);
        assertThat(found()).containsExactly(tuple(Kind.REMOVED, 1L, 0L));
    }

    @Test void flagsAndDatesCountUnlessTheyAreExplained() {
        source(1, "a", MONDAY, "\\Seen", "$Odd");
        line(1, Outcome.COPIED, 20, "\\Seen", "$Odd");
        target(20, "a", MONDAY, "\\Seen");
        source(2, "b", MONDAY, "\\Flagged");
        line(2, Outcome.COPIED, 21);
        target(21, "b", MONDAY);
        source(3, "c", MONDAY);
        line(3, Outcome.ALREADY_THERE, 22);
        target(22, "c", TUESDAY);
        assertThat(found()).isEmpty();
        assertThat(comparison.remarks()).contains("1 with keywords that the target does not keep", "1 with flags changed on the source since the last pass",
            "1 with the date that the target had before");
        source(4, "d", MONDAY, "\\Seen");
        target(23, "d", TUESDAY);
        assertThat(found()).containsExactly(tuple(Kind.DATE, 4L, 23L), tuple(Kind.FLAGS, 4L, 23L));
    }

    @Test void refusedAndNewMessagesAreSaidByName() {
        source(1, "a", MONDAY);
        line(1, Outcome.REFUSED, 0);
        source(100, "b", MONDAY);
        assertThat(found()).containsExactly(tuple(Kind.REFUSED, 1L, 0L), tuple(Kind.PENDING, 100L, 0L));
    }

    @Test void whatOnlyTheTargetHasIsARemark() {
        source(1, "a", MONDAY);
        target(5, "a", MONDAY);
        target(6, "a", MONDAY);
        target(30, "its own", MONDAY);
        line(2, Outcome.EXPUNGED, 31);
        target(31, "gone", MONDAY);
        assertThat(found()).as("UID 5 and 6 were there before the first contact").isEmpty();
        assertThat(comparison.remarks()).isEqualTo("2 only on the target, 1 gone from the source after the copy");
    }

    @Test void aCopyThatLeftTheTargetIsNamedAndNotCalledMissing() {
        source(1, "a", MONDAY);
        line(1, Outcome.COPIED, 20);
        source(2, "b", MONDAY);
        line(2, Outcome.COPIED, 0);
        assertThat(found()).containsExactly(tuple(Kind.REMOVED, 1L, 0L), tuple(Kind.MISSING, 2L, 0L));
        targetUidValidity = 9;
        assertThat(found()).as("UIDs of another UIDVALIDITY prove nothing").containsExactly(tuple(Kind.MISSING, 1L, 0L), tuple(Kind.MISSING, 2L, 0L));
    }

    @Test void onTheWayBackOnlyWhatArrivedOnTheTargetCounts() {
        source(5, "there before us", MONDAY);
        source(30, "arrived", MONDAY);
        line(30, Outcome.COPIED, 70);
        source(31, "expunged on the old server", MONDAY);
        line(31, Outcome.ALREADY_THERE, 0);
        source(100, "just now", MONDAY);
        target(71, "the old server's own", MONDAY);
        assertThat(comparison(Direction.BACK).of(source, target)).extracting(Discrepancy::kind, Discrepancy::sourceUid)
            .containsExactly(tuple(Kind.PENDING, 100L), tuple(Kind.MISSING, 30L));
    }
}
