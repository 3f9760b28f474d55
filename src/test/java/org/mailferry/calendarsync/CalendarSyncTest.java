package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.calendarsync.CalendarBench.CALENDAR;
import static org.mailferry.calendarsync.CalendarBench.MAILBOX;
import static org.mailferry.calendarsync.CalendarBench.event;
import static org.mailferry.calendarsync.CalendarBench.says;
import static org.mailferry.calendarsync.CalendarPass.COPY;
import static org.mailferry.calendarsync.CalendarPass.TWO_WAY;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MigrationException;

class CalendarSyncTest {
    private final CalendarBench bench = new CalendarBench();

    private void inStep() {
        assertThat(says(bench.target, bench.targetCalendar())).isEqualTo(says(bench.source, CALENDAR));
    }

    private String onTarget(String uid) {
        return bench.target.held(bench.targetCalendar()).entrySet().stream().filter(entry -> SilentItem.uid(entry.getValue()).equals(uid)).findFirst().orElseThrow().getKey();
    }

    @Test void everyItemIsCopiedSilently() {
        for (int i = 0; i < 120; i++) {
            bench.source.put(CALENDAR, "s" + i, event("u" + i, "Meeting " + i, "ORGANIZER:mailto:anna@corp.test", "ATTENDEE:mailto:boris@corp.test"));
        }
        CalendarSliceResult result = bench.slice(COPY);
        assertThat(result.caughtUp()).isTrue();
        assertThat(result.created()).isEqualTo(120);
        inStep();
        assertThat(bench.target.held(bench.targetCalendar()).values()).allSatisfy(lines -> assertThat(SilentItem.noise(lines)).isEmpty());
    }

    @Test void anUnchangedPassAsksOnlyWhatChanged() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.settle(TWO_WAY);
        bench.settle(TWO_WAY);
        bench.source.calls.clear();
        bench.target.calls.clear();
        CalendarSliceResult result = bench.slice(TWO_WAY);
        assertThat(result).isEqualTo(new CalendarSliceResult(true, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()));
        assertThat(bench.source.calls).containsExactly("calendars", "changes");
        assertThat(bench.target.calls).containsExactly("calendars", "changes");
    }

    @Test void ourOwnWritesAreNoChanges() {
        bench.target.words = lines -> lines.edit(line -> line.is("X-OURS") ? Stream.of() : Stream.of(line));
        bench.source.put(CALENDAR, "s1", event("u1", "one", "X-OURS:gone"));
        bench.settle(TWO_WAY);
        CalendarSliceResult result = bench.slice(TWO_WAY);
        assertThat(result.updated() + result.created() + result.conflicts()).isZero();
        bench.target.put(bench.targetCalendar(), onTarget("u1"), bench.target.held(bench.targetCalendar()).get(onTarget("u1")));
        assertThat(bench.slice(TWO_WAY).updated()).as("rewritten by the server, saying the same").isZero();
        assertThat(bench.source.held(CALENDAR).get("s1").named("X-OURS")).hasSize(1);
    }

    @Test void changesCrossInBothDirections() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "two"));
        bench.settle(TWO_WAY);
        bench.source.put(CALENDAR, "s1", event("u1", "one, later"));
        bench.target.put(bench.targetCalendar(), onTarget("u2"), event("u2", "two, later"));
        bench.target.put(bench.targetCalendar(), "phone.ics", event("u3", "three"));
        CalendarSliceResult result = bench.settle(TWO_WAY);
        assertThat(result.conflicts()).isZero();
        inStep();
        assertThat(says(bench.source, CALENDAR)).hasSize(3);
        assertThat(says(bench.source, CALENDAR).get("u2")).contains("two, later");
    }

    @Test void aCopyLeavesTheSourceAlone() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.settle(COPY);
        bench.target.put(bench.targetCalendar(), "phone.ics", event("u3", "three"));
        bench.target.put(bench.targetCalendar(), onTarget("u1"), event("u1", "changed on the target"));
        bench.settle(COPY);
        assertThat(bench.source.calls).containsOnly("calendars", "changes", "read");
        assertThat(says(bench.target, bench.targetCalendar())).containsKey("u3");
        bench.settle(TWO_WAY);
        inStep();
        assertThat(says(bench.source, CALENDAR).get("u1")).contains("changed on the target");
    }

    @Test void conflictsAreSettledByAuthorityAndTheLoserIsKept() {
        for (CalendarPolicy.Authority authority : CalendarPolicy.Authority.values()) {
            CalendarBench own = new CalendarBench();
            own.policy = own.policy.withAuthority(authority);
            own.source.put(CALENDAR, "s1", event("u1", "one"));
            own.settle(TWO_WAY);
            String id = own.target.held(own.targetCalendar()).keySet().iterator().next();
            own.source.put(CALENDAR, "s1", event("u1", "of the source"));
            own.target.put(own.targetCalendar(), id, event("u1", "of the target"));
            CalendarSliceResult result = own.settle(TWO_WAY);
            boolean source = authority == CalendarPolicy.Authority.SOURCE;
            assertThat(result.conflicts()).isEqualTo(1);
            assertThat(says(own.target, own.targetCalendar())).isEqualTo(says(own.source, CALENDAR));
            assertThat(says(own.source, CALENDAR).get("u1")).contains(source ? "of the source" : "of the target");
            assertThat(own.ledger.journal(MAILBOX, 10)).singleElement().satisfies(entry -> {
                assertThat(entry.kind()).isEqualTo(CalendarJournalEntry.Kind.CONFLICT);
                assertThat(entry.lost().orElseThrow()).contains(source ? "of the target" : "of the source");
            });
        }
    }

    @Test void deletionsFollowAndStayInTheJournal() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "two"));
        bench.settle(TWO_WAY);
        bench.source.drop(CALENDAR, "s1");
        bench.target.drop(bench.targetCalendar(), onTarget("u2"));
        CalendarSliceResult result = bench.settle(TWO_WAY);
        assertThat(result.deleted()).isEqualTo(2);
        assertThat(bench.source.held(CALENDAR)).isEmpty();
        assertThat(bench.target.held(bench.targetCalendar())).isEmpty();
        assertThat(bench.ledger.journal(MAILBOX, 10)).extracting(entry -> entry.lost().orElse("")).anyMatch(text -> text.contains("SUMMARY:one"))
            .anyMatch(text -> text.contains("SUMMARY:two"));
        assertThat(bench.ledger.links).isEmpty();
    }

    @Test void whatIsStillWorkedOnIsNotDeleted() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "two"));
        bench.settle(TWO_WAY);
        bench.source.drop(CALENDAR, "s1");
        bench.target.put(bench.targetCalendar(), onTarget("u1"), event("u1", "one, changed"));
        bench.source.put(CALENDAR, "s2", event("u2", "two, changed"));
        bench.target.drop(bench.targetCalendar(), onTarget("u2"));
        bench.settle(TWO_WAY);
        inStep();
        assertThat(says(bench.source, CALENDAR)).hasSize(2);
        assertThat(says(bench.source, CALENDAR).get("u1")).contains("one, changed");
        assertThat(says(bench.source, CALENDAR).get("u2")).contains("two, changed");
    }

    @Test void aSideThatIsSuddenlyEmptyStopsThePass() {
        bench.policy = CalendarPolicy.CAREFUL;
        for (int i = 0; i < 12; i++) {
            bench.source.put(CALENDAR, "s" + i, event("u" + i, "m" + i));
        }
        bench.settle(TWO_WAY);
        List.copyOf(bench.source.held(CALENDAR).keySet()).forEach(id -> bench.source.drop(CALENDAR, id));
        CalendarSliceResult result = bench.slice(TWO_WAY);
        assertThat(result.refusal().orElseThrow()).contains("12 of 12 known items are gone from calendar 'Calendar' on the source");
        assertThat(result.caughtUp()).isFalse();
        assertThat(bench.target.held(bench.targetCalendar())).hasSize(12);
        bench.policy = new CalendarPolicy(CalendarPolicy.Authority.SOURCE, 1, 50, 1, Duration.ZERO, Duration.ZERO);
        assertThat(bench.settle(TWO_WAY).deleted()).isEqualTo(12);
    }

    @Test void twoItemsOfOneUidAreTwoOnTheTarget() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u1", "its copy"));
        bench.settle(TWO_WAY);
        assertThat(says(bench.target, bench.targetCalendar()).values()).hasSize(2).anyMatch(text -> text.contains("one")).anyMatch(text -> text.contains("its copy"));
        bench.source.put(CALENDAR, "s2", event("u1", "its copy, later"));
        bench.settle(TWO_WAY);
        assertThat(says(bench.target, bench.targetCalendar()).values()).hasSize(2).anyMatch(text -> text.contains("its copy, later"));
        assertThat(bench.source.held(CALENDAR)).hasSize(2);
        assertThat(bench.slice(TWO_WAY).created()).isZero();
    }

    @Test void anItemUnderANewIdIsTheOneThatWent() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.settle(TWO_WAY);
        bench.source.drop(CALENDAR, "s1");
        bench.source.put(CALENDAR, "s9", event("u1", "one, moved away and back"));
        CalendarSliceResult result = bench.settle(TWO_WAY);
        assertThat(result.deleted() + result.created()).isZero();
        inStep();
    }

    @Test void whatCannotBeCarriedIsToldAndNotTriedBeforeItChanges() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "two"));
        bench.source.put(CALENDAR, "s3", event("u3", "three"));
        bench.source.unreadable.put("s1", "its text is damaged");
        bench.source.remarks.put("s3", "An attachment was left out.");
        bench.target.refusing.add("u2");
        CalendarSliceResult result = bench.settle(COPY);
        assertThat(result.refused()).isEqualTo(2);
        assertThat(bench.ledger.findings).extracting(CalendarFinding::reason).containsExactlyInAnyOrder("its text is damaged",
            "The target does not take it: it does not like it", "An attachment was left out.");
        bench.target.refusing.clear();
        bench.source.unreadable.clear();
        assertThat(bench.settle(COPY).created()).isZero();
        bench.source.put(CALENDAR, "s1", event("u1", "one, mended"));
        bench.source.put(CALENDAR, "s2", event("u2", "two, mended"));
        assertThat(bench.settle(COPY).created()).isEqualTo(2);
        inStep();
        assertThat(bench.ledger.findings).extracting(CalendarFinding::reason).containsExactly("An attachment was left out.");
    }

    @Test void anItemThatTheTargetHasAlreadyIsNotDoubled() {
        bench.target.calendar("theirs", "calendar");
        bench.target.put("theirs", "same.ics", event("u1", "one"));
        bench.target.put("theirs", "other.ics", event("u2", "older"));
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "newer"));
        CalendarSliceResult result = bench.settle(COPY);
        assertThat(result.created()).isZero();
        assertThat(result.conflicts()).isEqualTo(1);
        inStep();
        assertThat(bench.ledger.journal.get(0).lost().orElseThrow()).contains("older");
    }

    @Test void forgottenTokensChangeNothing() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.source.put(CALENDAR, "s2", event("u2", "two"));
        bench.settle(TWO_WAY);
        bench.source.forgetsTokens = true;
        bench.target.forgetsTokens = true;
        bench.source.drop(CALENDAR, "s2");
        CalendarSliceResult result = bench.settle(TWO_WAY);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(result.created() + result.updated()).isZero();
        inStep();
    }

    @Test void aSmallCalendarThatIsSuddenlyEmptyStopsToo() {
        for (int i = 0; i < 3; i++) {
            bench.source.put(CALENDAR, "s" + i, event("u" + i, "event " + i));
        }
        bench.settle(TWO_WAY);
        bench.policy = CalendarPolicy.CAREFUL;
        bench.target.drop(bench.targetCalendar(), "T/u0");
        assertThat(bench.settle(TWO_WAY).deleted()).as("one of three").isEqualTo(1);
        bench.source.put(CALENDAR, "s9", event("u9", "another"));
        bench.settle(TWO_WAY);
        List.copyOf(bench.target.held(bench.targetCalendar()).keySet()).forEach(id -> bench.target.drop(bench.targetCalendar(), id));
        assertThat(bench.slice(TWO_WAY).refusal().orElseThrow()).contains("3 of 3 known items are gone");
        assertThat(bench.source.held(CALENDAR)).hasSize(3);
    }

    @Test void aCalendarThatVanishedTakesNothingWithIt() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.settle(TWO_WAY);
        bench.source.calendars.remove(CALENDAR);
        bench.settle(COPY);
        assertThat(bench.target.held(bench.targetCalendar())).hasSize(1);
        assertThat(bench.ledger.findings).extracting(CalendarFinding::reason).singleElement().asString().contains("Calendar 'Calendar' is gone from the source");
    }

    @Test void aServerThatAsksForAPauseGetsIt() {
        bench.source.put(CALENDAR, "s1", event("u1", "one"));
        bench.target.network = (call, before) -> {
            if (call.equals("T.create")) {
                throw MigrationException.throttled(Duration.ofSeconds(77), "busy");
            }
        };
        CalendarSliceResult result = bench.slice(COPY);
        assertThat(result.pause()).contains(Duration.ofSeconds(77));
        assertThat(result.caughtUp()).isFalse();
        bench.target.network = (call, before) -> {};
        bench.settle(COPY);
        inStep();
    }
}
