package org.mailferry.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Sha256;
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

    private final FlagsPool pool = new FlagsPool();
    private final List<MessageRecord> lines = new ArrayList<>();
    private Side source = new Side(7, pool);
    private Side target = new Side(8, pool);
    private boolean bothWays;
    private String remarks = "";

    private List<Discrepancy> compared(Direction direction) {
        FolderRecord folder = new FolderRecord(1, "INBOX", "INBOX", FolderRecord.State.COPY, "", 7, 100, OptionalLong.empty(), 0, 8, 50, 10, 0, 1);
        Lines known = new Lines(pool);
        lines.stream().sorted(Comparator.comparingLong(MessageRecord::sourceUid)).forEach(known::add);
        UnaryOperator<Flags> storable = flags -> flags.without(Flags.of("$Odd"));
        ComparedSides terms = bothWays ? ComparedSides.bothWays("INBOX", pool, storable)
            : ComparedSides.afterPasses(folder, direction, known, pool, source.uidValidity(), target.uidValidity(), storable);
        List<Discrepancy> found = new ArrayList<>();
        remarks = Comparison.of(terms, source, target, found::add).remarks();
        return found;
    }

    private void source(long uid, String content, InternalDate date, String... flags) {
        see(source, uid, content, date, flags);
    }

    private void target(long uid, String content, InternalDate date, String... flags) {
        see(target, uid, content, date, flags);
    }

    private static void see(Side side, long uid, String content, InternalDate date, String... flags) {
        side.add(uid, content.isEmpty() ? "" : Sha256.hex(content), Side.epochSecond(date), Flags.of(flags), content.length(), 0);
    }

    /** The same messages, under another UIDVALIDITY. */
    private Side renumbered(Side before, long uidValidity) {
        Side after = new Side(uidValidity, pool);
        for (int i = 0; i < before.count(); i++) {
            after.add(before.uid(i), before.sha256(i), before.epochSecond(i), before.flags(i), before.sizeBytes(i), 0);
        }
        return after;
    }

    private void line(long uid, Outcome outcome, long targetUid, String... flags) {
        lines.add(new MessageRecord(uid, targetUid == 0 ? OptionalLong.empty() : OptionalLong.of(targetUid), outcome, "", "x", 1, MONDAY, Flags.of(flags), 0, 0));
    }

    private List<Tuple> found() {
        return compared(Direction.FORWARD).stream().map(each -> tuple(each.kind(), each.sourceUid(), each.targetUid())).toList();
    }

    @Test void equalFoldersHaveNoDifference() {
        source(1, "a", MONDAY, "\\Seen");
        target(20, "a", new InternalDate("06-Jan-2020 07:00:00 +0000"), "\\SEEN");
        assertThat(found()).isEmpty();
        assertThat(remarks).isEmpty();
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
        assertThat(found()).containsExactly(tuple(Kind.PENDING, 2L, 21L));
        assertThat(remarks).contains("1 with keywords that the target does not keep", "1 with the date that the target had before");
        source(4, "d", MONDAY, "\\Seen");
        target(23, "d", TUESDAY);
        assertThat(found()).contains(tuple(Kind.DATE, 4L, 23L), tuple(Kind.FLAGS, 4L, 23L));
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
        assertThat(remarks).isEqualTo("2 only on the target, 1 gone from the source after the copy");
    }

    @Test void aCopyThatLeftTheTargetIsNamedAndNotCalledMissing() {
        source(1, "a", MONDAY);
        line(1, Outcome.COPIED, 20);
        source(2, "b", MONDAY);
        line(2, Outcome.COPIED, 0);
        assertThat(found()).containsExactly(tuple(Kind.REMOVED, 1L, 0L), tuple(Kind.MISSING, 2L, 0L));
        target = renumbered(target, 9);
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
        assertThat(compared(Direction.BACK)).extracting(Discrepancy::kind, Discrepancy::sourceUid)
            .containsExactly(tuple(Kind.PENDING, 100L), tuple(Kind.MISSING, 30L));
    }

    @Test void whatCannotBeReadEqualsNothing() {
        source(1, "", MONDAY);
        target(20, "", MONDAY);
        assertThat(found()).containsExactly(tuple(Kind.UNREADABLE, 1L, 0L), tuple(Kind.UNREADABLE, 0L, 20L));
        source(2, "b", MONDAY);
        line(2, Outcome.COPIED, 21);
        target(21, "", MONDAY);
        assertThat(found()).contains(tuple(Kind.UNREADABLE, 2L, 21L)).doesNotContain(tuple(Kind.MISSING, 2L, 0L));
    }

    @Test void anUnknownDateEqualsNoDate() {
        source(1, "a", new InternalDate(""));
        target(20, "a", new InternalDate("nonsense"));
        assertThat(found()).containsExactly(tuple(Kind.DATE, 1L, 20L));
    }

    @Test void linesAboutOtherUidsExplainNothing() {
        source(1, "a", MONDAY);
        line(1, Outcome.REFUSED, 0);
        source(2, "b", MONDAY);
        line(2, Outcome.LEFT_OUT, 0);
        source(100, "c", MONDAY);
        source = renumbered(source, 70);
        assertThat(found()).as("the source counts its UIDs anew").containsExactly(tuple(Kind.MISSING, 1L, 0L), tuple(Kind.MISSING, 2L, 0L),
            tuple(Kind.MISSING, 100L, 0L));
    }

    @Test void onlyTheVeryMessageThatWasLeftOutIsLeftOut() {
        source(1, "x", MONDAY);
        lines.add(new MessageRecord(1, OptionalLong.empty(), Outcome.LEFT_OUT, "", Sha256.hex("x"), 1, MONDAY, Flags.NONE, 0, 0));
        source(2, "y", MONDAY);
        lines.add(new MessageRecord(2, OptionalLong.empty(), Outcome.LEFT_OUT, "", Sha256.hex("x"), 1, MONDAY, Flags.NONE, 0, 0));
        assertThat(found()).containsExactly(tuple(Kind.MISSING, 2L, 0L));
    }

    @Test void withoutALedgerBothSidesAreToHoldTheSame() {
        bothWays = true;
        source(1, "same", MONDAY, "\\Seen");
        target(1, "same", MONDAY, "\\Seen");
        source(2, "with bytes changed", TUESDAY);
        target(2, "with bytes CHANGED", TUESDAY);
        source(3, "missing", MONDAY);
        target(4, "extra", MONDAY);
        target(5, "same", MONDAY);
        assertThat(found()).containsExactly(tuple(Kind.ALTERED, 2L, 2L), tuple(Kind.MISSING, 3L, 0L), tuple(Kind.EXTRA, 0L, 4L), tuple(Kind.DUPLICATED, 0L, 5L));
    }

    @Test void thousandsOfTwinsArePairedInNoTime() {
        bothWays = true;
        for (int uid = 1; uid <= 20_000; uid++) {
            source(uid, "twin", uid % 2 == 0 ? MONDAY : TUESDAY);
            target(uid, "twin", uid <= 10_000 ? MONDAY : TUESDAY);
        }
        assertThat(found()).isEmpty();
        source(20_001, "twin", MONDAY);
        assertThat(found()).hasSize(1);
    }

    @Test void aFindingIsKnownAgainByWhatItIs() {
        Discrepancy flags = new Discrepancy("INBOX", Kind.FLAGS, 7, 1, 8, 20, "() became (\\Seen)");
        assertThat(flags.fingerprint()).isEqualTo(new Discrepancy("INBOX", Kind.FLAGS, 7, 1, 8, 20, "() became (\\Seen)").fingerprint())
            .isNotEqualTo(new Discrepancy("INBOX", Kind.FLAGS, 7, 1, 8, 20, "() became (\\Flagged)").fingerprint())
            .isNotEqualTo(new Discrepancy("INBOX", Kind.FLAGS, 7, 1, 9, 20, "() became (\\Seen)").fingerprint());
        assertThat(new Discrepancy("INBOX", Kind.REFUSED, 7, 1, 0, 0, "too large at 10:00").fingerprint()).as("what a server says varies")
            .isEqualTo(new Discrepancy("INBOX", Kind.REFUSED, 7, 1, 0, 0, "too large at 10:05").fingerprint());
    }
}
