package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario runs four ways: once; again, and nothing changes; killed before and behind every step, then resumed on another node;
 * with a fault at every call, then tried again. All must end in the same mailbox.
 */
class MailboxSyncInterruptedTest {
    /** @param then what happens between the first copy and the pass that is interrupted */
    record Scenario(String name, Consumer<Ferry> before, Consumer<Ferry> then, Pass pass) {
        @Override public String toString() {
            return name;
        }

        Ferry prepared() {
            Ferry ferry = new Ferry();
            before.accept(ferry);
            if (pass != Pass.INITIAL) {
                ferry.run(Pass.INITIAL);
            }
            then.accept(ferry);
            ferry.tripwire.disarm();
            return ferry;
        }
    }

    static Stream<Scenario> scenarios() {
        Consumer<Ferry> nothing = ferry -> { };
        return Stream.of(
            new Scenario("first copy", MailboxSyncInterruptedTest::mail, nothing, Pass.INITIAL),
            new Scenario("first copy, no UIDPLUS", ferry -> {
                mail(ferry);
                ferry.target.uidPlus = false;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, nothing on the way is carried out after a cut", ferry -> {
                mail(ferry);
                ferry.target.survivors = 0;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, all on the way is carried out after a cut", ferry -> {
                mail(ferry);
                ferry.target.survivors = 100;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, one message in a command", ferry -> {
                mail(ferry);
                ferry.target.multiAppend = false;
                ferry.target.survivors = 2;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, the target adds to each message", ferry -> {
                mail(ferry);
                ferry.target.alters = content -> content + "\r\n";
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, the target adds to each message and tells no UIDs", ferry -> {
                mail(ferry);
                ferry.target.alters = content -> content.replaceFirst("m", "") + " some more";
                ferry.target.uidPlus = false;
            }, nothing, Pass.INITIAL),
            new Scenario("folders whose names the target refuses, or takes for others", ferry -> {
                for (String folder : List.of("Who?", "Who?/Below", "Who_", "Case", "case", "case/Below", "Reserved")) {
                    ferry.source.deliver(folder, folder, "01-Jan-2020");
                }
                ferry.target.refusesFolder = folder -> folder.contains("?") || folder.equals("Reserved");
                ferry.target.knowsCase = false;
            }, nothing, Pass.INITIAL),
            new Scenario("the target adds to each message and counts its UIDs anew", ferry -> {
                mail(ferry);
                ferry.target.alters = content -> content + "\r\n";
            }, ferry -> ferry.target.renumber("INBOX"), Pass.DELTA),
            new Scenario("first copy, one of the batch is refused", ferry -> {
                mail(ferry);
                ferry.target.refusesMessage = "message 2"::equals;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy, reading one of them breaks the connection", ferry -> {
                mail(ferry);
                ferry.source.breaksAt = "message 2"::equals;
            }, nothing, Pass.INITIAL),
            new Scenario("first copy in several windows, the target counts its UIDs anew, one is refused", ferry -> {
                mail(ferry);
                for (int i = 0; i < 16; i++) {
                    ferry.source.deliver("INBOX", i % 3 == 0 ? "twin" : "more " + i, "0" + (1 + i % 4) + "-Jan-2020");
                }
                ferry.target.refusesMessage = "more 10"::equals;
            }, ferry -> ferry.target.renumber("INBOX"), Pass.FINAL),
            new Scenario("changes as QRESYNC and LIST-STATUS tell them", ferry -> {
                mail(ferry);
                for (MemoryServer server : List.of(ferry.source, ferry.target)) {
                    server.qresync = true;
                    server.listsStatus = true;
                }
            }, MailboxSyncInterruptedTest::changes, Pass.DELTA),
            new Scenario("first copy, no CONDSTORE, estimated sizes", ferry -> {
                mail(ferry);
                ferry.source.condstore = false;
                ferry.source.estimatesSizes = true;
            }, nothing, Pass.INITIAL),
            new Scenario("some are on the target already", ferry -> {
                mail(ferry);
                ferry.target.deliver("INBOX", "twin", "02-Jan-2020", "\\Flagged");
                ferry.target.deliver("INBOX", "twin", "03-Jan-2020");
                ferry.target.deliver("Sent", "s", "01-Jan-2020");
                ferry.target.deliver("Sent", "somebody else's", "01-Jan-2020");
            }, nothing, Pass.INITIAL),
            new Scenario("delta with new mail, flags and expunges", MailboxSyncInterruptedTest::mail, MailboxSyncInterruptedTest::changes, Pass.DELTA),
            new Scenario("the source counts its UIDs anew", MailboxSyncInterruptedTest::mail, ferry -> {
                changes(ferry);
                ferry.source.renumber("INBOX");
            }, Pass.FINAL),
            new Scenario("the target counts its UIDs anew", MailboxSyncInterruptedTest::mail, ferry -> {
                changes(ferry);
                ferry.target.renumber("INBOX");
            }, Pass.DELTA),
            new Scenario("the target lost a message and a folder", MailboxSyncInterruptedTest::mail, ferry -> {
                ferry.target.renumber("INBOX");
                ferry.target.expunge("INBOX", 7);
                ferry.target.folders.remove("Sent");
            }, Pass.DELTA),
            new Scenario("back to the source", MailboxSyncInterruptedTest::mail, ferry -> {
                ferry.target.deliver("INBOX", "twin", "09-Jan-2020");
                ferry.target.deliver("Sent", "answer", "09-Jan-2020", "\\Seen");
                ferry.target.deliver("New", "in a new folder", "09-Jan-2020");
                ferry.target.setFlags("INBOX", 1, "\\Seen", "\\Answered");
            }, Pass.BACK),
            new Scenario("changes of both sides", MailboxSyncInterruptedTest::mail, MailboxSyncInterruptedTest::changesOfBoth, Pass.TWO_WAY),
            new Scenario("changes of both sides, nothing but IMAP4rev1", ferry -> {
                mail(ferry);
                for (MemoryServer server : List.of(ferry.source, ferry.target)) {
                    server.condstore = false;
                    server.uidPlus = false;
                    server.moves = false;
                }
            }, MailboxSyncInterruptedTest::changesOfBoth, Pass.TWO_WAY),
            new Scenario("changes of both sides, copies instead of moves", ferry -> {
                mail(ferry);
                ferry.source.moves = false;
                ferry.target.moves = false;
            }, MailboxSyncInterruptedTest::changesOfBoth, Pass.TWO_WAY),
            new Scenario("changes of both sides with deletions", MailboxSyncInterruptedTest::mail, ferry -> {
                ferry.twoWay = new TwoWayPolicy(TwoWayPolicy.Deletions.BOTH, 20, 10);
                ferry.target.expunge("INBOX", 7);
                ferry.run(Pass.TWO_WAY);
                ferry.links.approveAll();
                changesAfterALook(ferry);
            }, Pass.TWO_WAY));
    }

    private static void mail(Ferry ferry) {
        for (int i = 1; i <= 4; i++) {
            ferry.source.deliver("INBOX", "message " + i, "0" + i + "-Jan-2020", "\\Seen", "$Label" + i);
        }
        ferry.source.deliver("INBOX", "twin", "02-Jan-2020");
        ferry.source.deliver("INBOX", "twin", "02-Jan-2020");
        ferry.source.deliver("INBOX", "twin", "03-Jan-2020", "\\Seen");
        ferry.source.deliver("Sent", "s", "01-Jan-2020");
        ferry.source.folder("Empty/Deeper").subscribed = true;
        ferry.source.deliver("Drafts", "left behind", "01-Jan-2020");
    }

    private static void changes(Ferry ferry) {
        ferry.source.deliver("INBOX", "twin", "02-Jan-2020");
        ferry.source.deliver("INBOX", "later", "08-Jan-2020", "\\Flagged");
        ferry.source.setFlags("INBOX", 1, "\\Answered");
        ferry.source.setFlags("INBOX", 5, "\\Seen");
        ferry.source.expunge("INBOX", 3);
    }

    private static void changesOfBoth(Ferry ferry) {
        ferry.run(Pass.TWO_WAY);
        changesAfterALook(ferry);
    }

    private static void changesAfterALook(Ferry ferry) {
        changes(ferry);
        ferry.target.deliver("INBOX", "twin", "02-Jan-2020");
        ferry.target.deliver("Sent", "answer", "09-Jan-2020", "\\Seen", "$Label1");
        ferry.target.deliver("New", "in a new folder", "09-Jan-2020");
        ferry.target.setFlags("INBOX", 1, "\\Seen", "\\Flagged");
        ferry.target.expunge("INBOX", 4);
        ferry.source.move("INBOX", 2, "Sent");
        ferry.target.move("INBOX", 6, "Empty/Deeper");
        ferry.target.move("INBOX", 1, "Renamed");
    }

    @ParameterizedTest @MethodSource("scenarios") void againChangesNothing(Scenario scenario) {
        Ferry ferry = scenario.prepared();
        ferry.run(scenario.pass());
        Map<String, List<String>> both = both(ferry);
        SliceResult again = ferry.run(scenario.pass());
        assertThat(both(ferry)).isEqualTo(both);
        assertThat(again.copied() + again.alreadyThere() + again.flagsChanged() + again.expunged()).isZero();
    }

    @ParameterizedTest @MethodSource("scenarios") void killedAnywhereItEndsInTheSameMailbox(Scenario scenario) {
        Ferry undisturbed = scenario.prepared();
        undisturbed.run(scenario.pass());
        List<String> calls = List.copyOf(undisturbed.tripwire.calls);
        assertThat(calls.size()).isGreaterThan(10);
        for (int step = 1; step <= calls.size(); step++) {
            Ferry ferry = scenario.prepared();
            ferry.tripwire.dieAt(step);
            ferry.run(scenario.pass());
            assertThat(both(ferry)).as("killed at step %d, %s", step, calls.get(step - 1)).isEqualTo(both(undisturbed));
        }
    }

    @ParameterizedTest @MethodSource("scenarios") void aFaultAnywhereEndsInTheSameMailbox(Scenario scenario) {
        Ferry undisturbed = scenario.prepared();
        undisturbed.run(scenario.pass());
        List<String> calls = List.copyOf(undisturbed.tripwire.calls);
        for (int step = 1; step <= calls.size(); step++) {
            Ferry ferry = scenario.prepared();
            ferry.tripwire.faultAt(step);
            ferry.run(scenario.pass());
            assertThat(both(ferry)).as("fault at step %d, %s", step, calls.get(step - 1)).isEqualTo(both(undisturbed));
        }
    }

    private static Map<String, List<String>> both(Ferry ferry) {
        assertThat(ferry.source.openContents + ferry.target.openContents).as("contents not closed").isZero();
        return Map.of("source", ferry.source.mail().entrySet().stream().map(Object::toString).toList(),
            "target", ferry.target.mail().entrySet().stream().map(Object::toString).toList());
    }
}
