package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCarrier;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Policies.Coexistence;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;

/** The plan brings waiting mailboxes up to date every five minutes. */
class RunDueCalendarsDelegateTest {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final TestDatabase database = TestDatabase.h2();
    private final CalendarTurns turns = CalendarMemoryForTests.turns(database);
    private final CalendarProgress progress = CalendarMemoryForTests.progress(database);
    private final PlannedWorld world = new PlannedWorld();
    private final ScriptedCarrier script = new ScriptedCarrier();
    private final HandClock clock = new HandClock();
    private final StepEngine engine = new StepEngine();
    private double random = 0.5;
    private Duration sliceTakes = Duration.ZERO;

    @BeforeEach void threeMailboxesWait() {
        world.calendars = Optional.of(new Systems.Calendars(PlannedCalendarsTest.EXCHANGE, PlannedCalendarsTest.DAV));
        world.mailboxes = 3;
        world.state = index -> MemberState.READY;
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void eachHasItsTurnAndThenWaitsForTheNext() {
        script.answers(ScriptedCarrier.result(true, 0, 0));
        assertThat(sweep()).isTrue();
        assertThat(script.calls).containsExactly("p/m0@old.test COPY SOURCE", "p/m1@old.test COPY SOURCE", "p/m2@old.test COPY SOURCE");
        assertThat(sweep()).isTrue();
        assertThat(script.calls).as("nobody is due").hasSize(3);
        clock.now = clock.now.plus(EVERY);
        sweep();
        assertThat(script.calls).hasSize(6);
    }

    @Test void turnsAreSpreadSoThatMailboxesDriftApart() {
        script.answers(ScriptedCarrier.result(true, 0, 0));
        random = 0;
        world.mailboxes = 1;
        sweep();
        random = 1;
        world.mailboxes = 2;
        sweep();
        assertThat(turns.of(PlannedWorld.PLAN)).isEqualTo(Map.of(id(0), clock.now.plus(Duration.ofSeconds(225)), id(1), clock.now.plus(Duration.ofSeconds(375))));
    }

    @Test void theLongestWaitingComeFirstWhenOneSliceIsNotEnough() {
        script.answers(ScriptedCarrier.result(true, 0, 0));
        sliceTakes = Duration.ofSeconds(20);
        assertThat(sweep()).as("two in 30 seconds").isFalse();
        assertThat(sweep()).isTrue();
        assertThat(script.calls).containsExactly("p/m0@old.test COPY SOURCE", "p/m1@old.test COPY SOURCE", "p/m2@old.test COPY SOURCE");
        clock.now = clock.now.plus(EVERY.multipliedBy(2));
        sweep();
        assertThat(script.calls.subList(3, 5)).containsExactly("p/m0@old.test COPY SOURCE", "p/m1@old.test COPY SOURCE");
        clock.now = clock.now.plus(EVERY.multipliedBy(2));
        sweep();
        assertThat(script.calls.get(5)).as("m2 waited longest").isEqualTo("p/m2@old.test COPY SOURCE");
    }

    @Test void oneThatCannotBeReachedHoldsUpNobodyAndItsReasonIsSeen() {
        script.fails(MigrationException.permanent("401 from the source")).asksFor(Duration.ofMinutes(1)).answers(ScriptedCarrier.result(true, 7, 0));
        assertThat(sweep()).isTrue();
        assertThat(script.calls).hasSize(3);
        assertThat(progress.of(PlannedWorld.PLAN)).extracting(standing -> standing.problem().orElse("")).containsExactly("401 from the source", "", "");
        assertThat(progress.of(PlannedWorld.PLAN).get(2).caughtUpAt()).hasValue(clock.now);
    }

    @Test void whoHasMovedIsKeptInStepOnlyWhereChangesGoBothWaysAndThenTheTargetDecides() {
        script.answers(ScriptedCarrier.result(true, 0, 0));
        world.state = index -> index == 0 ? MemberState.SWITCHED : index == 1 ? MemberState.READY : MemberState.COPYING;
        world.switchedAt = index -> index == 0 ? Optional.of(Instant.EPOCH) : Optional.empty();
        sweep();
        assertThat(script.calls).containsExactly("p/m1@old.test COPY SOURCE");
        world.coexistence = new Coexistence(true, Coexistence.Deletions.NONE, 20);
        clock.now = clock.now.plus(EVERY);
        sweep();
        assertThat(script.calls.subList(1, 3)).containsExactlyInAnyOrder("p/m0@old.test TWO_WAY TARGET", "p/m1@old.test TWO_WAY SOURCE");
    }

    @Test void aPlanThatCarriesNoCalendarsHasNothingDue() {
        world.calendars = Optional.empty();
        assertThat(sweep()).isTrue();
        assertThat(script.calls).isEmpty();
        assertThat(turns.of(PlannedWorld.PLAN)).isEmpty();
    }

    private boolean sweep() {
        CalendarCarrier carrier = (job, pass, length) -> {
            clock.now = clock.now.plus(sliceTakes);
            return script.slice(job, pass, length);
        };
        PlannedCalendars planned = new PlannedCalendars(world.plans, world.members);
        RunDueCalendarsDelegate delegate = new RunDueCalendarsDelegate(world.plans, world.members, planned,
            new CalendarSlices(Optional.of(carrier), planned, progress, CalendarMemoryForTests.silence(database, clock), clock), turns, new CalendarsyncSettings(List.of(), Duration.ofSeconds(1)), clock, () -> random);
        return (Boolean) engine.run("sweep", delegate, Map.of("waveId", "p/w")).variables().get("calendarsDone");
    }

    private static MailboxId id(int index) {
        return MailboxId.parse("p/m" + index + "@old.test");
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
