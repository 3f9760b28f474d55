package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes both ways while both servers are in use, on servers in memory. */
class TwoWaySyncTest {
    private final Ferry ferry = new Ferry();
    private final MemoryServer source = ferry.source;
    private final MemoryServer target = ferry.target;

    @BeforeEach void mailThatIsOnBothSides() {
        for (int i = 1; i <= 5; i++) {
            source.deliver("INBOX", "message " + i, "0" + i + "-Jan-2020", "\\Seen");
        }
        source.folder("Archive");
        target.deliver("INBOX", "welcome", "01-Jan-2019");
        ferry.run(Pass.INITIAL);
        ferry.run(Pass.TWO_WAY);
    }

    private void both() {
        ferry.run(Pass.TWO_WAY);
    }

    private void quiet() {
        int writes = source.writes + target.writes;
        both();
        both();
        assertThat(source.writes + target.writes).as("nothing is written any more").isEqualTo(writes);
    }

    private void alike() {
        quiet();
        target.folder("INBOX").messages.values().removeIf(stored -> stored.content.equals("welcome"));
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void aPassAfterTheCopyWritesNothing() {
        assertThat(source.writes).isZero();
        alike();
    }

    @Test void newMailOfEitherSideComesToTheOtherOnce() {
        source.deliver("INBOX", "from the source", "09-Jan-2020");
        target.deliver("INBOX", "from the target", "09-Jan-2020", "\\Flagged", "$Label1");
        target.deliver("Archive", "archived", "09-Jan-2020");
        both();
        assertThat(source.mail().get("INBOX")).hasSize(7);
        assertThat(source.mail().get("Archive")).hasSize(1);
        alike();
    }

    @Test void whatLayOnTheTargetBeforeStaysThere() {
        assertThat(source.mail().get("INBOX")).noneMatch(line -> line.contains("welcome"));
        quiet();
    }

    @Test void aPassForwardBringsNothingBack() {
        target.deliver("INBOX", "from the target", "09-Jan-2020");
        both();
        for (Pass pass : java.util.List.of(Pass.DELTA, Pass.FINAL, Pass.BACK)) {
            assertThat(ferry.run(pass).copied()).as(pass.name()).isZero();
        }
        alike();
    }

    @Test void theWayBackCopiesNothingTwiceAfterTwoWayPasses() {
        target.deliver("INBOX", "early", "09-Jan-2020");
        source.expunge("INBOX", 1);
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
        target.deliver("INBOX", "late", "10-Jan-2020");
        assertThat(ferry.run(Pass.BACK).copied()).isEqualTo(1);
        assertThat(source.mail().get("INBOX")).hasSize(6);
        assertThat(ferry.run(Pass.BACK).copied()).isZero();
        both();
        assertThat(source.mail().get("INBOX")).hasSize(6);
        assertThat(target.mail().get("INBOX")).hasSize(7);
    }

    @Test void flagsOfBothSidesMeet() {
        source.setFlags("INBOX", 1, "\\Seen", "\\Answered");
        target.setFlags("INBOX", target.uid("INBOX", "message 1"), "\\Flagged", "$Work");
        both();
        assertThat(source.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("\\Answered", "\\Flagged", "$Work"));
        alike();
        source.setFlags("INBOX", 1, "\\Flagged");
        both();
        alike();
        target.setFlags("INBOX", target.uid("INBOX", "message 1"));
        both();
        assertThat(source.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.NONE);
        alike();
    }

    @Test void flagsMeetWithoutCondstoreToo() {
        source.condstore = false;
        target.condstore = false;
        flagsOfBothSidesMeet();
    }

    @Test void aKeywordThatASideDoesNotKeepIsNoRemoval() {
        target.keeps = Set.of("$Forwarded");
        source.setFlags("INBOX", 1, "\\Seen", "$Work");
        both();
        target.setFlags("INBOX", target.uid("INBOX", "message 1"), "\\Seen", "\\Flagged");
        both();
        assertThat(source.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("\\Seen", "\\Flagged", "$Work"));
        quiet();
    }

    @Test void aMarkForDeletionIsNotCarried() {
        target.setFlags("INBOX", target.uid("INBOX", "message 1"), "\\Seen", "\\Deleted");
        both();
        assertThat(source.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("\\Seen"));
        quiet();
    }

    @Test void aMoveOfEitherSideIsRepeatedWithoutBytes() {
        source.move("INBOX", 1, "Archive");
        target.move("INBOX", target.uid("INBOX", "message 2"), "Archive");
        ferry.tripwire.disarm();
        both();
        assertThat(target.mail().get("Archive")).hasSize(2);
        assertThat(source.mail().get("Archive")).hasSize(2);
        assertThat(ferry.tripwire.calls).noneMatch(call -> call.endsWith("append"));
        alike();
        assertThat(ferry.links.journal).extracting(JournalEntry::kind).containsExactly(JournalEntry.Kind.MOVED, JournalEntry.Kind.MOVED);
    }

    @Test void aMoveWithoutMoveCopiesAndThenRemoves() {
        source.moves = false;
        target.moves = false;
        aMoveOfEitherSideIsRepeatedWithoutBytes();
    }

    @Test void aMoveWithoutMoveAndUidplusLeavesTheOldCopyAndSaysSo() {
        source.moves = false;
        source.uidPlus = false;
        target.moves = false;
        target.uidPlus = false;
        source.move("INBOX", 1, "Archive");
        target.move("INBOX", target.uid("INBOX", "message 2"), "Archive");
        both();
        assertThat(target.mail().get("Archive")).isEqualTo(source.mail().get("Archive")).hasSize(2);
        assertThat(target.mail().get("INBOX")).hasSize(5);
        assertThat(source.mail().get("INBOX")).hasSize(4);
        assertThat(ferry.links.journal).allMatch(entry -> entry.text().contains("old copy stays"));
        quiet();
    }

    @Test void aFolderThatIsRenamedTakesItsMailAlong() {
        source.move("INBOX", 1, "Projects");
        target.move("INBOX", target.uid("INBOX", "message 2"), "Private");
        both();
        assertThat(target.mail().get("Projects")).hasSize(1);
        assertThat(source.mail().get("Private")).hasSize(1);
        alike();
    }

    @Test void movedOnBothSidesTheSourceCounts() {
        source.folder("Other");
        both();
        source.move("INBOX", 1, "Archive");
        target.move("INBOX", target.uid("INBOX", "message 1"), "Other");
        source.move("INBOX", 2, "Archive");
        target.move("INBOX", target.uid("INBOX", "message 2"), "Archive");
        both();
        assertThat(source.mail().get("Archive")).hasSize(2);
        assertThat(ferry.links.journal).extracting(JournalEntry::kind).contains(JournalEntry.Kind.CONFLICT);
        alike();
    }

    @Test void whatIsDeletedOnOneSideStaysOnTheOtherAndDoesNotComeBack() {
        source.expunge("INBOX", 1);
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
        assertThat(source.mail().get("INBOX")).hasSize(4).anyMatch(line -> line.startsWith("message 2"));
        assertThat(target.mail().get("INBOX")).hasSize(5).anyMatch(line -> line.startsWith("message 1"));
        assertThat(ferry.links.journal).extracting(JournalEntry::kind).containsExactlyInAnyOrder(JournalEntry.Kind.KEPT, JournalEntry.Kind.KEPT);
        quiet();
        ferry.run(Pass.FINAL);
        assertThat(target.mail().get("INBOX")).hasSize(5);
    }

    @Test void whatIsMovedAfterItsCopyWasDeletedStaysOnItsSide() {
        source.expunge("INBOX", 1);
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
        target.move("INBOX", target.uid("INBOX", "message 1"), "Archive");
        source.move("INBOX", 2, "Archive");
        both();
        quiet();
        assertThat(source.mail().get("Archive")).hasSize(1).allMatch(line -> line.startsWith("message 2"));
        assertThat(target.mail().get("Archive")).hasSize(1).allMatch(line -> line.startsWith("message 1"));
    }

    @Test void deletionsReachTheTargetWhereThePlanSaysSo() {
        ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.TARGET, 20, 10);
        source.expunge("INBOX", 1);
        source.expunge("INBOX", 3);
        target.setFlags("INBOX", target.uid("INBOX", "message 3"), "\\Flagged");
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
        assertThat(target.mail().get("INBOX")).hasSize(4).noneMatch(line -> line.startsWith("message 1")).anyMatch(line -> line.startsWith("message 3"));
        assertThat(source.mail().get("INBOX")).hasSize(3);
        assertThat(ferry.links.journal).extracting(JournalEntry::kind).containsExactlyInAnyOrder(JournalEntry.Kind.DELETED, JournalEntry.Kind.CONFLICT,
            JournalEntry.Kind.KEPT);
        quiet();
    }

    @Test void deletionsReachTheSourceOnlyOnceAPersonApprovedThem() {
        ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.BOTH, 20, 10);
        target.expunge("INBOX", target.uid("INBOX", "message 1"));
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
        both();
        assertThat(source.mail().get("INBOX")).hasSize(5);
        assertThat(ferry.links.requests.values()).hasSize(2).allMatch(request -> request.state() == TwoWayRequest.State.REQUESTED);
        ferry.links.approveAll();
        source.setFlags("INBOX", 2, "\\Seen", "\\Flagged");
        target.expunge("INBOX", target.uid("INBOX", "message 3"));
        both();
        assertThat(source.mail().get("INBOX")).hasSize(4).anyMatch(line -> line.startsWith("message 2")).anyMatch(line -> line.startsWith("message 3"));
        quiet();
    }

    @Test void anEmptySideStopsThePassUntilAPersonSaysSo() {
        ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.TARGET, 20, 10);
        source.folder("INBOX").messages.clear();
        SliceResult stopped = ferry.run(Pass.TWO_WAY);
        assertThat(stopped.refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.VANISHED);
        assertThat(stopped.refusal()).map(CopyRefusal::text).get().asString().contains("5 of 5 known messages are gone from the source").contains("'INBOX': 5 of 5");
        ferry.run(Pass.TWO_WAY);
        assertThat(target.mail().get("INBOX")).hasSize(6);
        assertThat(ferry.links.requests).hasSize(1);
        ferry.links.approveAll();
        both();
        assertThat(target.mail().get("INBOX")).hasSize(1);
        quiet();
    }

    @Test void anApprovalToGoOnHoldsForOneLossOnly() {
        for (int i = 0; i < 60; i++) {
            source.deliver("Archive", "old " + i, "05-Jan-2020");
            source.deliver("Sent", "sent " + i, "05-Jan-2020");
        }
        ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.TARGET, 20, 10);
        both();
        source.folder("Archive").messages.clear();
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.VANISHED);
        ferry.links.approveAll();
        both();
        assertThat(target.mail().get("Archive")).isEmpty();
        source.folder("Sent").messages.clear();
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.VANISHED);
        assertThat(target.mail().get("Sent")).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test void aFolderThatIsSuddenlyEmptyStopsThePassHoweverSmallItsShare() {
        for (int i = 0; i < 200; i++) {
            source.deliver("Archive", "old " + i, "05-Jan-2020");
        }
        for (int i = 0; i < 12; i++) {
            source.deliver("Small", "few " + i, "05-Jan-2020");
        }
        ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.TARGET, 20, 10);
        both();
        source.folder("Small").messages.clear();
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).map(CopyRefusal::text).get().asString().contains("'Small': 12 of 12");
        assertThat(target.mail().get("Small")).hasSize(12);
    }

    @Test void moreThanTheShareStopsThePass() {
        for (int i = 0; i < 60; i++) {
            source.deliver("Archive", "old " + i, "05-Jan-2020");
        }
        both();
        target.folders.get("Archive").messages.keySet().removeIf(uid -> uid <= 13);
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).isEmpty();
        target.folders.get("Archive").messages.keySet().removeIf(uid -> uid <= 28);
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.VANISHED);
    }

    @Test void theSameMessageOnBothSidesIsLinkedAndNotDoubled() {
        source.deliver("INBOX", "copied by hand", "09-Jan-2020");
        target.deliver("INBOX", "copied by hand", "09-Jan-2020");
        both();
        assertThat(source.mail().get("INBOX")).hasSize(6);
        alike();
    }

    @Test void aFullSourceEndsTheSliceAndLosesNothing() {
        source.quota = 45;
        target.deliver("INBOX", "too much for it", "09-Jan-2020");
        assertThat(ferry.run(Pass.TWO_WAY).refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.OVERQUOTA);
        for (int again = 0; again < 5; again++) {
            ferry.run(Pass.TWO_WAY);
        }
        source.quota = Long.MAX_VALUE;
        both();
        alike();
    }

    @Test void whatTheSourceRefusesIsInTheJournal() {
        source.refusesMessage = "bad"::equals;
        target.deliver("INBOX", "bad", "09-Jan-2020");
        both();
        assertThat(ferry.links.journal).singleElement().extracting(JournalEntry::kind).isEqualTo(JournalEntry.Kind.REFUSED);
        quiet();
    }

    @Test void newUidsOnEitherSideBringNothingTwice() {
        target.deliver("INBOX", "from the target", "09-Jan-2020");
        both();
        target.renumber("INBOX");
        both();
        source.renumber("INBOX");
        both();
        alike();
    }

    private void deletedOnEitherSide() {
        source.expunge("INBOX", 1);
        target.expunge("INBOX", target.uid("INBOX", "message 2"));
        both();
    }

    @Test void whatWasDeletedDoesNotComeBackWhenTheSourceCountsAnew() {
        deletedOnEitherSide();
        source.renumber("INBOX");
        both();
        quiet();
        assertThat(source.mail().get("INBOX")).hasSize(4);
        assertThat(target.mail().get("INBOX")).hasSize(5).noneMatch(line -> line.startsWith("message 2"));
        ferry.run(Pass.FINAL);
        assertThat(target.mail().get("INBOX")).hasSize(5);
        target.move("INBOX", target.uid("INBOX", "message 1"), "Archive");
        both();
        quiet();
        assertThat(source.mail().get("Archive")).as("what stayed on the target only is known there, wherever it goes").isEmpty();
        assertThat(ferry.run(Pass.BACK).copied()).isZero();
    }

    @Test void whatWasDeletedDoesNotComeBackWhenTheTargetCountsAnew() {
        deletedOnEitherSide();
        target.renumber("INBOX");
        both();
        quiet();
        assertThat(target.mail().get("INBOX")).hasSize(5).noneMatch(line -> line.startsWith("message 2"));
        target.move("INBOX", target.uid("INBOX", "message 1"), "Archive");
        both();
        quiet();
        assertThat(source.mail().get("Archive")).isEmpty();
        assertThat(source.mail().get("INBOX")).hasSize(4);
        assertThat(ferry.run(Pass.BACK).copied()).isZero();
    }

    @Test void whatWasDeletedDoesNotComeBackWhenBothCountAnewAgainAndAgain() {
        deletedOnEitherSide();
        for (int i = 0; i < 3; i++) {
            source.renumber("INBOX");
            target.renumber("INBOX");
            both();
            source.renumber("INBOX");
            both();
        }
        quiet();
        assertThat(source.mail().get("INBOX")).hasSize(4);
        assertThat(target.mail().get("INBOX")).hasSize(5).noneMatch(line -> line.startsWith("message 2"));
        assertThat(ferry.ledger.tombstones.values()).allMatch(java.util.List::isEmpty);
    }

    @Test void ofTwinsOnlyTheDeletedOneStaysAway() {
        for (int i = 0; i < 3; i++) {
            source.deliver("INBOX", "twin", "09-Jan-2020");
        }
        both();
        target.expunge("INBOX", target.uid("INBOX", "twin"));
        both();
        source.renumber("INBOX");
        both();
        quiet();
        assertThat(target.mail().get("INBOX")).filteredOn(line -> line.startsWith("twin")).hasSize(2);
        assertThat(source.mail().get("INBOX")).filteredOn(line -> line.startsWith("twin")).hasSize(3);
        source.deliver("INBOX", "twin", "09-Jan-2020");
        both();
        assertThat(target.mail().get("INBOX")).as("a new one comes").filteredOn(line -> line.startsWith("twin")).hasSize(3);
    }

    @Test void aMovedTombstoneHoldsInItsNewFolder() {
        deletedOnEitherSide();
        source.move("INBOX", 2, "Archive");
        both();
        source.renumber("Archive");
        both();
        quiet();
        assertThat(target.mail().get("Archive")).isEmpty();
    }

    @Test void mailThatIsPutBackLaterIntoAFolderThatBeganEmptyIsStillKnown() {
        deletedOnEitherSide();
        var kept = new java.util.ArrayList<>(source.folder("INBOX").messages.values());
        source.folder("INBOX").messages.clear();
        source.renumber("INBOX");
        both();
        for (var stored : kept) {
            source.deliver("INBOX", stored.content, "0" + stored.content.substring(8) + "-Jan-2020", "\\Seen");
        }
        both();
        assertThat(target.mail().get("INBOX")).hasSize(5).noneMatch(line -> line.startsWith("message 2"));
    }

    @Test void aFlagThatOnlyTheTargetHasOutlivesNewUidsOfTheSource() {
        target.setFlags("INBOX", target.uid("INBOX", "message 1"), "\\Seen", "\\Flagged");
        source.renumber("INBOX");
        both();
        assertThat(source.folder("INBOX").messages.get(source.uid("INBOX", "message 1")).flags).isEqualTo(Flags.of("\\Seen", "\\Flagged"));
        alike();
    }

    @Test void anAppendToTheSourceThatIsStoredLateIsNotDoubled() {
        target.deliver("INBOX", "from the target", "09-Jan-2020");
        source.survivors = 0;
        source.late = java.util.Optional.of(new java.util.ArrayDeque<>());
        ferry.tripwire.faultAt("source answer");
        assertThatThrownBy(() -> ferry.slice(Pass.TWO_WAY)).isInstanceOf(org.mailferry.kernel.MigrationException.class);
        SliceResult waiting = ferry.slice(Pass.TWO_WAY);
        assertThat(waiting.caughtUp()).isFalse();
        assertThat(waiting.pause()).hasValueSatisfying(pause -> assertThat(pause).isPositive());
        assertThat(source.mail().get("INBOX")).as("not sent again while it may still come").hasSize(5);
        source.late.orElseThrow().forEach(Runnable::run);
        both();
        assertThat(source.mail().get("INBOX")).hasSize(6);
        alike();
    }

    @Test void anAppendToTheSourceThatNeverCameIsSentAgainOnceItIsQuiet() {
        target.deliver("INBOX", "from the target", "09-Jan-2020");
        source.survivors = 0;
        ferry.tripwire.faultAt("source answer");
        assertThatThrownBy(() -> ferry.slice(Pass.TWO_WAY)).isInstanceOf(org.mailferry.kernel.MigrationException.class);
        assertThat(ferry.slice(Pass.TWO_WAY).pause()).isPresent();
        both();
        assertThat(source.mail().get("INBOX")).hasSize(6);
        alike();
    }

    @Test void aRefusalOfAnOldUidIsNoneOfTheNewMessage() {
        source.refusesMessage = "bad"::equals;
        long refused = target.deliver("INBOX", "bad", "09-Jan-2020");
        both();
        target.renumber("INBOX");
        both();
        target.folder("INBOX").uidNext = refused;
        target.folder("INBOX").messages.remove(refused);
        both();
        assertThat(target.deliver("INBOX", "good", "10-Jan-2020")).isGreaterThanOrEqualTo(refused);
        both();
        assertThat(source.mail().get("INBOX")).anyMatch(line -> line.startsWith("good"));
    }

    @Test void aPassOverAnUnchangedMailboxAsksForEachFoldersFiguresOnceOrNotAtAll() {
        for (boolean listed : new boolean[] {false, true}) {
            source.listsStatus = listed;
            target.listsStatus = listed;
            ferry.tripwire.disarm();
            both();
            assertThat(ferry.tripwire.calls).filteredOn(call -> call.endsWith(" list")).containsExactlyInAnyOrder("source list", "target list");
            assertThat(ferry.tripwire.calls).filteredOn(call -> call.endsWith(" status")).hasSize(listed ? 0 : source.folders.size() + target.folders.size());
            assertThat(ferry.tripwire.calls).noneMatch(call -> call.endsWith("examine") || call.endsWith("select"));
        }
    }

    @Test void aMoveOfMoreThanASliceReadsIsCarriedOutPartByPart() {
        for (int i = 0; i < 40; i++) {
            source.deliver("Projects", "a message of many bytes " + "x".repeat(500) + i, "05-Jan-2020");
        }
        both();
        for (long uid : java.util.List.copyOf(source.folder("Projects").messages.keySet())) {
            source.move("Projects", uid, "Archive");
        }
        ferry.tripwire.disarm();
        ferry.eachReadTakes = java.time.Duration.ofSeconds(2);
        for (int slice = 0; slice < 20 && target.folder("Projects").messages.size() > 0; slice++) {
            java.time.Instant began = ferry.clock.instant();
            ferry.slice(Pass.TWO_WAY);
            assertThat(java.time.Duration.between(began, ferry.clock.instant())).isLessThan(ferry.settings.slice().plus(ferry.settings.grace()));
        }
        ferry.eachReadTakes = java.time.Duration.ZERO;
        assertThat(ferry.tripwire.calls).noneMatch(call -> call.endsWith("append"));
        assertThat(target.mail().get("Archive")).hasSize(40);
        both();
        alike();
    }
}
