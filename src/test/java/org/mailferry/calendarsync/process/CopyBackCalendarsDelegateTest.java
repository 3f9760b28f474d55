package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;

class CopyBackCalendarsDelegateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final TestDatabase database = TestDatabase.h2();
    private final Clock still = Clock.fixed(NOW, ZoneOffset.UTC);
    private final CalendarSilence silence = CalendarMemoryForTests.silence(database, still);
    private final PlannedWorld world = new PlannedWorld();
    private final ScriptedCarrier carrier = new ScriptedCarrier();
    private final StepEngine engine = new StepEngine();
    private Clock clock = still;

    @BeforeEach void twoHaveMovedAndOneWaits() {
        world.calendars = Optional.of(new Systems.Calendars(PlannedCalendarsTest.EXCHANGE, PlannedCalendarsTest.DAV));
        world.mailboxes = 3;
        world.state = index -> index == 1 ? MemberState.READY : MemberState.SWITCHED;
        world.switchedAt = index -> index == 1 ? Optional.empty() : Optional.of(NOW);
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void whatWasChangedOnTheTargetGoesBackOfThoseWhoWorkedThere() {
        carrier.answers(ScriptedCarrier.result(false, 1, 0)).answers(ScriptedCarrier.result(true, 1, 0));
        assertThat(run(Map.of("scopeKind", "WAVE")).variables()).containsEntry("calendarsCaughtUp", true).doesNotContainKey("calendarsSoFar");
        assertThat(carrier.calls).containsExactly("p/m0@old.test TWO_WAY TARGET", "p/m0@old.test TWO_WAY TARGET", "p/m2@old.test TWO_WAY TARGET");
    }

    @Test void aRehearsalConcernsItsMailboxAlone() {
        carrier.answers(ScriptedCarrier.result(true, 0, 0));
        run(Map.of("scopeKind", "MAILBOX", "mailboxId", "p/m2@old.test"));
        assertThat(carrier.calls).containsExactly("p/m2@old.test TWO_WAY TARGET");
    }

    @Test void theNextSliceGoesOnWhereThisOneStopped() {
        carrier.answers(ScriptedCarrier.result(true, 0, 0));
        clock = new Clock() {
            private Instant now = NOW;

            @Override public Instant instant() {
                now = now.plusSeconds(11);
                return now;
            }

            @Override public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        StepEngine.Outcome first = run(Map.of("scopeKind", "PLAN"));
        assertThat(first.variables()).containsEntry("calendarsCaughtUp", false).containsEntry("calendarsSoFar", 1L);
        clock = still;
        assertThat(run(Map.of("scopeKind", "PLAN", "calendarsSoFar", 1L)).variables()).containsEntry("calendarsCaughtUp", true);
        assertThat(carrier.calls).containsExactly("p/m0@old.test TWO_WAY TARGET", "p/m2@old.test TWO_WAY TARGET");
    }

    @Test void whatOnlyAPersonCanChangeComesToAPersonAndTheRestIsTriedAgain() {
        carrier.stopsBecause("60 of 80 events would vanish").fails(MigrationException.permanent("401")).asksFor(Duration.ofMinutes(1));
        assertThat(run(Map.of("scopeKind", "PLAN")).error()).hasValue(new StepEngine.Error("rollbackStuck", "m0@old.test, calendars: 60 of 80 events would vanish"));
        assertThat(run(Map.of("scopeKind", "PLAN")).error()).hasValue(new StepEngine.Error("rollbackStuck", "m0@old.test, calendars: 401"));
        assertThatThrownBy(() -> run(Map.of("scopeKind", "PLAN"))).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.retryAfter()).hasValue(Duration.ofMinutes(1)));
    }

    @Test void aRollbackIsNotHeldUpByATargetThatTellsPeople() {
        carrier.answers(ScriptedCarrier.result(true, 0, 0));
        silence.stop(PlannedWorld.PLAN, "p/w", "the decoy got an invitation");
        assertThat(run(Map.of("scopeKind", "PLAN")).variables()).containsEntry("calendarsCaughtUp", true);
        assertThat(carrier.calls).isEmpty();
        assertThat(world.audited()).singleElement().asString().contains("The calendars of 2 mailboxes were not brought back", "the decoy got an invitation");
    }

    @Test void whatTheTargetsOwnScriptsCarryIsNotBroughtBackAndTheAuditSaysWhatToDo() {
        world.calendars = Optional.empty();
        world.calendarHost = Optional.of(new CalendarHost("vk.test", 22, List.of(), "/home/deployer", true, "root", true, SecretReference.parse("file:/key")));
        assertThat(run(Map.of("scopeKind", "PLAN")).variables()).containsEntry("calendarsCaughtUp", true);
        assertThat(carrier.calls).isEmpty();
        assertThat(world.audited()).singleElement().asString().contains("The calendars of 2 mailboxes were not brought back", "must be entered on the source by hand");
    }

    private StepEngine.Outcome run(Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(Map.of("planName", "p", "waveId", "p/w"));
        all.putAll(variables);
        PlannedCalendars planned = new PlannedCalendars(world.plans, world.members);
        CalendarSlices slices = new CalendarSlices(Optional.of(carrier), planned, CalendarMemoryForTests.progress(database), silence, still);
        HostedCalendarSteps hosted = new HostedCalendarSteps(world.plans, planned, new HostedCalendarsForTests(job -> {
            throw new AssertionError("Nothing is begun on a rollback");
        }), CalendarMemoryForTests.progress(database), silence, still);
        return engine.run("back", new CopyBackCalendarsDelegate(world.members, slices, silence, hosted, world.trail,
            new CalendarsyncSettings(List.of(), Duration.ofSeconds(1)), clock), all);
    }
}
