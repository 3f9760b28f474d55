package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

class MailboxSyncTest {
    private final Ferry ferry = new Ferry();
    private final MemoryServer source = ferry.source;
    private final MemoryServer target = ferry.target;

    @BeforeEach void someMail() {
        source.deliver("INBOX", "one", "01-Jan-2020", "\\Seen", "$Label1");
        source.deliver("INBOX", "two", "02-Jan-2020");
        source.deliver("Sent", "three", "03-Jan-2020", "\\Answered");
    }

    @Test void copiesContentDatesFlagsAndFolders() {
        SliceResult result = ferry.slice(Pass.INITIAL);
        assertThat(result.caughtUp()).isTrue();
        assertThat(result.copied()).isEqualTo(3);
        assertThat(target.mail()).isEqualTo(source.mail());
        assertThat(target.folder("INBOX").messages.get(1L).date.text()).isEqualTo("01-Jan-2020 10:00:00 +0300");
    }

    @Test void unchangedFoldersAreNotOpened() {
        ferry.run(Pass.INITIAL);
        int opened = source.opened + target.opened;
        assertThat(ferry.slice(Pass.DELTA).caughtUp()).isTrue();
        assertThat(source.opened + target.opened).isEqualTo(opened);
    }

    @Test void deltaPassCopiesOnlyNewMessages() {
        ferry.run(Pass.INITIAL);
        source.deliver("INBOX", "four", "04-Jan-2020");
        assertThat(ferry.run(Pass.DELTA).copied()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void deltaPassBringsFlagChangesAndKeepsWhatTheTargetsUserSet() {
        ferry.run(Pass.INITIAL);
        target.setFlags("INBOX", 1, "\\Seen", "$Label1", "\\Flagged");
        source.setFlags("INBOX", 1, "\\Answered");
        ferry.run(Pass.DELTA);
        assertThat(target.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("\\Answered", "\\Flagged"));
    }

    @Test void flagChangesAreFoundWithoutCondstoreToo() {
        source.condstore = false;
        ferry.run(Pass.INITIAL);
        source.setFlags("INBOX", 2, "\\Flagged");
        assertThat(ferry.run(Pass.DELTA).flagsChanged()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void expungedMessagesStayOnTheTargetAndAreReported() {
        ferry.run(Pass.INITIAL);
        source.expunge("INBOX", 1);
        assertThat(ferry.run(Pass.DELTA).expunged()).isEqualTo(1);
        assertThat(target.folder("INBOX").messages).hasSize(2);
    }

    @Test void identicalMessagesStayAsManyAsTheyAre() {
        source.deliver("INBOX", "one", "01-Jan-2020", "\\Seen", "$Label1");
        source.deliver("INBOX", "one", "05-Jan-2020");
        target.deliver("INBOX", "one", "05-Jan-2020", "\\Flagged");
        SliceResult result = ferry.run(Pass.INITIAL);
        assertThat(result.alreadyThere()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void whatTheTargetHasIsFoundAlthoughTheSourceOnlyEstimatesSizes() {
        source.estimatesSizes = true;
        target.deliver("INBOX", "one", "01-Jan-2020");
        assertThat(ferry.run(Pass.INITIAL).alreadyThere()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void whoeverIsStoppedWhileTheTargetsNewUidsMakeLinesDoubtfulBeginsAgain() {
        ferry.run(Pass.INITIAL);
        Lease lease = ferry.ledger.acquire(ferry.job().mailbox(), Duration.ofSeconds(60));
        FolderRecord inbox = ferry.ledger.folders(ferry.job().mailbox(), Direction.FORWARD).stream().filter(folder -> folder.sourceName().equals("INBOX")).findFirst().orElseThrow();
        assertThat(ferry.ledger.doubtMessages(lease, inbox.targetAnew(99, 1), Long.MIN_VALUE, 1)).isPresent();
        ferry.ledger.release(lease);
        target.appends.clear();
        ferry.run(Pass.DELTA);
        assertThat(target.appends).as("even with the UIDs of before").isEmpty();
        assertThat(target.mail()).isEqualTo(source.mail());
        assertThat(ferry.ledger.folders(ferry.job().mailbox(), Direction.FORWARD)).allSatisfy(folder -> assertThat(folder.targetForeign()).isZero());
    }

    @Test void newUidsOnEitherSideAreMatchedByContent() {
        ferry.run(Pass.INITIAL);
        source.renumber("INBOX");
        assertThat(ferry.run(Pass.DELTA).copied()).isZero();
        target.renumber("INBOX");
        ferry.run(Pass.DELTA);
        source.renumber("INBOX");
        target.renumber("INBOX");
        ferry.run(Pass.DELTA);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void aFolderLostOnTheTargetIsCopiedAgain() {
        ferry.run(Pass.INITIAL);
        target.folders.remove("Sent");
        ferry.run(Pass.DELTA);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void excludedFoldersAreLeftBehindAndCounted() {
        source.deliver("Drafts", "draft", "01-Jan-2020");
        source.deliver("Drafts/Deeper", "draft", "01-Jan-2020");
        source.deliver("drafts", "not in the list: the case differs", "01-Jan-2020");
        ferry.run(Pass.INITIAL);
        assertThat(target.folders).doesNotContainKeys("Drafts", "Drafts/Deeper").containsKey("drafts");
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).filteredOn(folder -> folder.state() == FolderRecord.State.EXCLUDED)
            .extracting(FolderRecord::sourceMessages).containsExactly(1L, 1L);
    }

    @Test void aRefusedMessageIsAnOutcomeAndIsOfferedAgainAtTheEnd() {
        target.refusesMessage = "two"::equals;
        SliceResult result = ferry.run(Pass.INITIAL);
        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.copied()).isEqualTo(2);
        target.refusesMessage = content -> false;
        assertThat(ferry.run(Pass.DELTA).copied()).isZero();
        assertThat(ferry.run(Pass.FINAL).copied()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void aMessageThatTheSourceDoesNotGiveIsAnOutcome() {
        source.givesNot = "one"::equals;
        assertThat(ferry.run(Pass.INITIAL).refused()).isEqualTo(1);
        assertThat(target.folder("INBOX").messages).hasSize(1);
    }

    @Test void aMessageWhoseReadingBreaksTheConnectionIsRefusedAndAllOthersArrive() {
        for (int i = 0; i < 20; i++) {
            source.deliver("INBOX", "more " + i, "07-Jan-2020");
        }
        source.breaksAt = "more 7"::equals;
        ferry.run(Pass.INITIAL);
        assertThat(refused("INBOX")).singleElement().satisfies(line -> {
            assertThat(line.sourceUid()).isEqualTo(source.uid("INBOX", "more 7"));
            assertThat(line.reason()).isEqualTo("The connection to the source broke off 3 times while it was read");
        });
        assertThat(target.mail().get("INBOX")).hasSize(source.mail().get("INBOX").size() - 1);
        assertThat(target.mail().get("Sent")).isEqualTo(source.mail().get("Sent"));
        source.breaksAt = content -> false;
        assertThat(ferry.run(Pass.FINAL).copied()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void twoThatBreakTheConnectionSideBySideAreBothFound() {
        for (int i = 0; i < 12; i++) {
            source.deliver("INBOX", "more " + i, "07-Jan-2020");
        }
        source.breaksAt = content -> content.equals("more 4") || content.equals("more 5") || content.equals("more 11");
        ferry.run(Pass.INITIAL);
        assertThat(refused("INBOX")).hasSize(3);
        assertThat(target.mail().get("INBOX")).hasSize(source.mail().get("INBOX").size() - 3);
    }

    @Test void aFolderOfRefusedMessagesIsOfferedOnceAPass() {
        for (int i = 0; i < 20; i++) {
            source.deliver("INBOX", "refused " + i, "07-Jan-2020");
        }
        target.refusesMessage = content -> content.startsWith("refused");
        assertThat(ferry.run(Pass.INITIAL).refused()).isEqualTo(20);
        target.appends.clear();
        SliceResult again = ferry.slice(Pass.DELTA);
        assertThat(again.caughtUp()).isTrue();
        assertThat(target.appends).as("a delta offers nothing again").isEmpty();
        ferry.run(Pass.FINAL);
        assertThat(target.appends.stream().filter(messages -> messages == 1)).as("each once alone").hasSize(20);
    }

    @Test void noListingIsLargerThanAWindow() {
        for (int i = 0; i < 5_000; i++) {
            source.deliver("INBOX", "bulk " + i, "07-Jan-2020");
        }
        MailsyncSettings usual = ferry.settings;
        MailboxSync sync = new MailboxSync(ferry.stores, ferry.ledger, new MailsyncSettings(usual.slice(), usual.grace(), 33, usual.batchSize(),
            usual.spoolAbove(), usual.connectTimeout(), usual.readTimeout(), usual.writeTimeout(), usual.attempts(), usual.assumedBytesPerSecond(),
            usual.batchesOnTheWay()), ferry.clock);
        assertThat(sync.slice(ferry.job(), Pass.INITIAL, usual.slice()).caughtUp()).isTrue();
        assertThat(target.mail()).isEqualTo(source.mail());
        assertThat(source.largestListing).isLessThanOrEqualTo(99);
        assertThat(target.largestListing).isLessThanOrEqualTo(99);
        assertThat(ferry.ledger.largestPage).isLessThanOrEqualTo(99);
    }

    @Test void whatTheTargetStoresLateIsFoundAndWhatItNeverStoresIsSentAgain() {
        for (boolean stores : new boolean[] {true, false}) {
            Ferry slow = new Ferry();
            slow.source.deliver("INBOX", "late", "01-Jan-2020");
            slow.target.survivors = 0;
            slow.slice(Pass.DELTA);
            slow.source.deliver("INBOX", "late too", "02-Jan-2020");
            slow.tripwire.disarm();
            slow.tripwire.faultAt("target sent");
            assertThatThrownBy(() -> slow.slice(Pass.DELTA)).isInstanceOf(MigrationException.class);
            slow.clock.pass(slow.settings.quiet().minusSeconds(1));
            SliceResult waiting = slow.slice(Pass.DELTA);
            assertThat(waiting.pause()).as("the target may still be storing").hasValue(Duration.ofSeconds(1));
            if (stores) {
                slow.target.deliver("INBOX", "late too", "02-Jan-2020");
            }
            slow.clock.pass(Duration.ofSeconds(2));
            slow.run(Pass.DELTA);
            assertThat(slow.target.mail()).as("stored late: %s", stores).isEqualTo(slow.source.mail());
        }
    }

    @Test void tooLargeMessagesAreRefusedUnread() {
        ferry.policy = new SyncPolicy(Set.of(), 4);
        assertThat(ferry.run(Pass.INITIAL).refused()).isEqualTo(1);
        assertThat(refused("Sent")).singleElement().extracting(MessageRecord::reason).isEqualTo("5 bytes, the limit is 4");
    }

    @Test void aFullMailboxEndsTheSliceAndLosesNothing() {
        target.quota = 4;
        SliceResult result = ferry.run(Pass.INITIAL);
        assertThat(result.refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.OVERQUOTA);
        for (int again = 0; again < 5; again++) {
            assertThat(ferry.run(Pass.INITIAL).refusal()).isPresent();
        }
        target.quota = Long.MAX_VALUE;
        assertThat(ferry.run(Pass.INITIAL).refused()).isZero();
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void aFullMailboxGetsAtMostFiveMoreAppendsAndTakesWhatStillFits() {
        source.folders.remove("Sent");
        for (int i = 0; i < 60; i++) {
            source.deliver("INBOX", "a longer message " + i, "07-Jan-2020");
        }
        for (boolean together : new boolean[] {true, false}) {
            target.multiAppend = together;
            target.appends.clear();
            target.quota += target.quota == Long.MAX_VALUE ? Long.MIN_VALUE + 100 : 50;
            SliceResult result = ferry.slice(Pass.INITIAL);
            assertThat(result.refusal()).map(CopyRefusal::reason).contains(CopyRefusal.Reason.OVERQUOTA);
            assertThat(result.copied()).isPositive();
            assertThat(target.appendsAfterFull()).as("together %s", together).isBetween(1, 5);
        }
        target.quota = Long.MAX_VALUE;
        ferry.run(Pass.INITIAL);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void aBatchThatIsRefusedAsAWholeLosesOnlyTheMessageAtFault() {
        for (int i = 0; i < 20; i++) {
            source.deliver("INBOX", "more " + i, "07-Jan-2020");
        }
        target.refusesMessage = "more 7"::equals;
        SliceResult result = ferry.run(Pass.INITIAL);
        assertThat(result.refused()).isEqualTo(1);
        assertThat(target.mail().get("INBOX")).hasSize(source.mail().get("INBOX").size() - 1);
        assertThat(source.openContents).isZero();
    }

    @Test void aFolderThatTheTargetRefusesGetsAPlainerName() {
        source.deliver("Who? Me*", "four", "04-Jan-2020");
        target.refusesFolder = folder -> folder.contains("*") || folder.contains("?");
        ferry.run(Pass.INITIAL);
        assertThat(target.mail().get("Who_ Me_")).hasSize(1);
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).filteredOn(folder -> folder.sourceName().startsWith("Who"))
            .singleElement().extracting(FolderRecord::note).asString().contains("was refused (invalid name)");
    }

    @Test void aPlainerNameIsNeverThatOfAFolderStillToCome() {
        source.deliver("A?", "in both", "04-Jan-2020");
        source.deliver("A_", "in both", "04-Jan-2020");
        target.refusesFolder = folder -> folder.contains("?");
        ferry.run(Pass.INITIAL);
        assertThat(target.mail().get("A_")).hasSize(1);
        assertThat(target.mail().get("A_ (2)")).hasSize(1);
    }

    @Test void foldersThatDifferInCaseStayTwoOnATargetThatKnowsNone() {
        source.deliver("Foo", "in both", "04-Jan-2020");
        source.deliver("foo", "in both", "04-Jan-2020");
        target.knowsCase = false;
        ferry.run(Pass.INITIAL);
        assertThat(target.mail().get("Foo")).hasSize(1);
        assertThat(target.mail().get("foo (2)")).hasSize(1);
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).filteredOn(folder -> folder.sourceName().equals("foo"))
            .singleElement().extracting(FolderRecord::note).asString().contains("for another folder");
    }

    @Test void aFolderThatTheTargetRefusesAltogetherDoesNotHoldUpTheOthers() {
        source.deliver("Bad", "four", "04-Jan-2020");
        target.refusesFolder = folder -> folder.startsWith("Bad");
        SliceResult result = ferry.run(Pass.INITIAL);
        assertThat(result.folderProblems()).isEqualTo(1);
        assertThat(result.copied()).isEqualTo(3);
        target.refusesFolder = folder -> false;
        assertThat(ferry.run(Pass.DELTA).copied()).isEqualTo(1);
    }

    @Test void keywordsThatTheTargetDoesNotKeepAreLeftOut() {
        target.keeps = Set.of("$Forwarded");
        ferry.run(Pass.INITIAL);
        assertThat(target.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("\\Seen"));
        assertThat(ferry.run(Pass.DELTA).flagsChanged()).isZero();
    }

    @Test void subscriptionsComeAlong() {
        source.folder("Sent").subscribed = true;
        ferry.run(Pass.INITIAL);
        assertThat(target.folder("Sent").subscribed).isTrue();
        assertThat(target.folder("INBOX").subscribed).isFalse();
    }

    @Test void aRefusedSubscriptionIsNotedAndTheMailComesAllTheSame() {
        source.folder("Sent").subscribed = true;
        target.subscribes = false;
        assertThat(ferry.run(Pass.INITIAL).folderProblems()).isZero();
        assertThat(target.mail()).isEqualTo(source.mail());
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).filteredOn(folder -> folder.sourceName().equals("Sent"))
            .singleElement().extracting(FolderRecord::note).isEqualTo("The subscription of 'Sent' was refused");
    }

    @Test void aSecondSliceOfTheSameMailboxIsTurnedAway() {
        ferry.ledger.acquire(Ferry.MAILBOX, Duration.ofSeconds(60));
        assertThatThrownBy(() -> ferry.slice(Pass.INITIAL)).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
        assertThat(target.mail().get("INBOX")).isEmpty();
    }

    @Test void whoeverLostTheLeaseStopsAtOnce() {
        target.refusesMessage = content -> {
            ferry.clock.pass(Duration.ofMinutes(5));
            ferry.ledger.acquire(Ferry.MAILBOX, Duration.ofMinutes(1));
            return false;
        };
        assertThatThrownBy(() -> ferry.slice(Pass.INITIAL)).hasMessageContaining("lease lost");
    }

    @Test void aRefusedLoginIsPermanent() {
        target.knowsLogin = false;
        assertThatThrownBy(() -> ferry.slice(Pass.INITIAL)).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT));
    }

    @Test void aMessageThatBreaksTheConnectionEachTimeIsRefusedInTheEnd() {
        source.deliver("INBOX", "poison", "05-Jan-2020");
        source.deliver("INBOX", "after", "06-Jan-2020");
        target.refusesMessage = content -> {
            if (content.equals("poison")) {
                throw MigrationException.transientFailure("cut off", null);
            }
            return false;
        };
        ferry.run(Pass.INITIAL);
        assertThat(refused("INBOX")).extracting(MessageRecord::reason).containsExactly("The connection broke off 3 times while it was sent");
        assertThat(target.mail().get("INBOX")).hasSize(3);
        target.refusesMessage = content -> false;
        assertThat(ferry.run(Pass.DELTA).copied()).isZero();
        ferry.run(Pass.INITIAL);
        assertThat(target.mail()).as("a later pass offers it again").isEqualTo(source.mail());
    }

    @Test void aServerThatAsksForAPauseGetsIt() {
        target.refusesMessage = content -> {
            throw MigrationException.throttled(Duration.ofSeconds(12), "later");
        };
        assertThat(ferry.slice(Pass.INITIAL).pause()).contains(Duration.ofSeconds(12));
    }

    @Test void aBusyServerUsesUpNoMessagesAttempts() {
        target.refusesMessage = content -> {
            throw MigrationException.throttled(Duration.ofSeconds(12), "later");
        };
        for (int again = 0; again < 5; again++) {
            assertThat(ferry.slice(Pass.INITIAL).pause()).isPresent();
        }
        target.refusesMessage = content -> false;
        assertThat(ferry.run(Pass.INITIAL).refused()).isZero();
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void theWayBackTakesNoKeywordsThatTheTargetNeverKept() {
        target.keeps = Set.of("$Forwarded");
        ferry.run(Pass.FINAL);
        target.setFlags("INBOX", 1, "\\Flagged");
        ferry.run(Pass.BACK);
        assertThat(source.folder("INBOX").messages.get(1L).flags).isEqualTo(Flags.of("$Label1", "\\Flagged"));
    }

    @Test void timeOverEndsTheSliceBetweenTwoBatches() {
        for (int i = 0; i < 7; i++) {
            source.deliver("INBOX", "more " + i, "07-Jan-2020");
        }
        target.refusesMessage = content -> {
            ferry.clock.pass(Duration.ofSeconds(11));
            return false;
        };
        SliceResult first = ferry.slice(Pass.INITIAL);
        assertThat(first.caughtUp()).isFalse();
        assertThat(first.copied()).as("one batch, and the one that was on its way meanwhile").isEqualTo(6);
        target.refusesMessage = content -> false;
        assertThat(ferry.slice(Pass.INITIAL).caughtUp()).as("the pass began in an earlier slice").isFalse();
        assertThat(ferry.slice(Pass.INITIAL).caughtUp()).isTrue();
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void withoutCondstoreFlagsAreListedOnceAndNotInEverySlice() {
        source.condstore = false;
        source.folders.remove("Sent");
        for (int i = 0; i < 20; i++) {
            source.deliver("INBOX", "more " + i, "07-Jan-2020");
        }
        target.refusesMessage = content -> {
            ferry.clock.pass(Duration.ofSeconds(11));
            return false;
        };
        for (int slice = 0; slice < 3; slice++) {
            assertThat(ferry.slice(Pass.INITIAL).copied()).isEqualTo(6);
        }
        assertThat(source.flagListings).isZero();
        source.setFlags("INBOX", 1, "\\Flagged");
        target.refusesMessage = content -> false;
        ferry.slice(Pass.INITIAL);
        assertThat(source.flagListings).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
    }

    @Test void onlyWhatArrivedOnTheTargetAfterTheCopyGoesBack() {
        target.deliver("INBOX", "welcome", "01-Jan-2019");
        ferry.run(Pass.INITIAL);
        source.expunge("INBOX", 2);
        ferry.run(Pass.FINAL);
        target.deliver("INBOX", "new on target", "08-Jan-2020", "\\Seen");
        target.deliver("Drafts", "draft on target", "08-Jan-2020");
        target.setFlags("INBOX", 2, "\\Seen", "\\Answered");
        SliceResult back = ferry.run(Pass.BACK);
        assertThat(back.copied()).isEqualTo(2);
        assertThat(source.mail().get("INBOX")).containsExactlyInAnyOrder("one 2020-01-01T07:00:00Z (\\Answered \\Seen)",
            "new on target 2020-01-08T07:00:00Z (\\Seen)");
        assertThat(source.mail().get("Drafts")).hasSize(1);
        assertThat(ferry.run(Pass.BACK).copied()).isZero();
    }

    @Test void afterARehearsedRollbackTheNextCopyDoublesNothing() {
        ferry.run(Pass.INITIAL);
        target.deliver("INBOX", "new on target", "08-Jan-2020");
        ferry.run(Pass.BACK);
        SliceResult again = ferry.run(Pass.INITIAL);
        assertThat(again.copied()).isZero();
        assertThat(again.alreadyThere()).isEqualTo(1);
        assertThat(target.mail()).isEqualTo(source.mail());
        assertThat(ferry.run(Pass.BACK).copied()).isZero();
        assertThat(source.mail().get("INBOX")).hasSize(3);
    }

    @Test void foldersGoneFromTheSourceKeepTheirCopy() {
        ferry.run(Pass.INITIAL);
        source.folders.remove("Sent");
        ferry.run(Pass.DELTA);
        assertThat(target.mail().get("Sent")).hasSize(1);
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).extracting(FolderRecord::state)
            .isEqualTo(List.of(FolderRecord.State.COPY, FolderRecord.State.GONE));
    }

    private List<MessageRecord> refused(String folder) {
        long id = ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD).stream().filter(line -> line.sourceName().equals(folder)).findFirst()
            .orElseThrow().id();
        return ferry.ledger.refused(id, Long.MAX_VALUE, 0, 100);
    }
}
