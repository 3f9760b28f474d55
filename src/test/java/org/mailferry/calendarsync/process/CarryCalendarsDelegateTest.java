package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCarrier;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Policies.Coexistence;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;
import org.mailferry.remote.RemoteHost;

class CarryCalendarsDelegateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    private static final HostKey HOST_KEY = HostKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
    private static final CalendarsyncSettings SETTINGS = new CalendarsyncSettings(List.of(), Duration.ofSeconds(1));

    private final PlannedWorld world = new PlannedWorld();
    private final ScriptedCarrier carrier = new ScriptedCarrier();
    private final TestDatabase database = TestDatabase.h2();
    private final CalendarProgress progress = CalendarMemoryForTests.progress(database);
    private final CalendarSilence silence = CalendarMemoryForTests.silence(database, CLOCK);
    private final StepEngine engine = new StepEngine();
    private final List<HostedCalendarJob> hostedJobs = new ArrayList<>();
    private String mailbox = "p/m0@old.test";
    private CalendarSliceResult hostedAnswer = ScriptedCarrier.result(true, 0, 0);

    @BeforeEach void thePlanCarriesCalendars() {
        world.calendars = Optional.of(new Systems.Calendars(PlannedCalendarsTest.EXCHANGE, PlannedCalendarsTest.DAV));
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void theFirstCopyOnlyReadsTheSourceAndSaysWhetherItIsDone() {
        world.coexistence = new Coexistence(true, Coexistence.Deletions.NONE, 20);
        carrier.answers(ScriptedCarrier.result(false, 500, 0)).answers(ScriptedCarrier.result(true, 12, 1));
        assertThat(run(first()).variables()).containsEntry("calendarsCaughtUp", false);
        assertThat(run(first()).variables()).containsEntry("calendarsCaughtUp", true);
        assertThat(carrier.calls).containsOnly("p/m0@old.test COPY SOURCE").hasSize(2);
    }

    @Test void theLastPassGoesBothWaysWhereThePlanSaysSo() {
        carrier.answers(ScriptedCarrier.result(true, 0, 0));
        run(last());
        world.coexistence = new Coexistence(true, Coexistence.Deletions.NONE, 20);
        run(last());
        assertThat(carrier.calls).containsExactly("p/m0@old.test COPY SOURCE", "p/m0@old.test TWO_WAY SOURCE");
    }

    @Test void whatOnlyAPersonCanChangeIsAReasonForTheTriage() {
        carrier.stopsBecause("60 of 80 events would vanish from the target").fails(MigrationException.permanent("401 from the source"));
        assertThat(run(first()).error()).hasValue(new StepEngine.Error("calendarsRefused", "Calendars: 60 of 80 events would vanish from the target"));
        assertThat(run(first()).error()).hasValue(new StepEngine.Error("calendarsRefused", "Calendars: 401 from the source"));
        assertThat(progress.of(PlannedWorld.PLAN)).singleElement().satisfies(standing -> assertThat(standing.problem()).hasValue("401 from the source"));
    }

    @Test void aServerThatDoesNotAnswerIsTriedAgainByTheEngine() {
        carrier.fails(MigrationException.transientFailure("no route to host", null));
        assertThatThrownBy(() -> run(first())).isInstanceOf(MigrationException.class).hasMessageContaining("no route to host");
    }

    @Test void aPauseIsNoEnd() {
        carrier.asksFor(Duration.ofMinutes(5));
        StepEngine.Outcome outcome = run(first());
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.variables()).containsEntry("calendarsCaughtUp", false);
    }

    @Test void nothingIsWrittenWhereSomebodyWasTold() {
        carrier.answers(ScriptedCarrier.result(true, 1, 0));
        silence.stop(PlannedWorld.PLAN, "p/w", "the decoy got an invitation");
        StepEngine.Outcome outcome = run(first());
        assertThat(outcome.error()).as("it waits; no mailbox is failed").isEmpty();
        assertThat(outcome.variables()).containsEntry("calendarsCaughtUp", false);
        assertThat(carrier.calls).isEmpty();
        assertThat(progress.of(PlannedWorld.PLAN).get(0).problem().orElseThrow()).contains("the decoy got an invitation");
    }

    @Test void calendarsThatSomebodyLeftOutAreAReasonForTheTriage() {
        silence.leaveOut(PlannedWorld.PLAN, "carla", "they go by hand");
        assertThat(run(first()).error()).hasValueSatisfying(error -> assertThat(error.message()).contains("left out by carla: they go by hand"));
        assertThat(carrier.calls).isEmpty();
    }

    @Test void anInstallationThatCannotCarryCalendarsSaysSoToAPerson() {
        assertThat(run(delegate(Optional.empty(), true)).error().orElseThrow().message()).contains("cannot carry calendars");
    }

    @Test void theTargetsOwnScriptsGetTheLoginAsThePlanWritesItAndTheOperationsOfTheStep() {
        carriedByScripts();
        run(first());
        run(last());
        world.coexistence = new Coexistence(true, Coexistence.Deletions.NONE, 20);
        run(first());
        run(last());
        assertThat(hostedJobs).extracting(HostedCalendarJob::operations)
            .containsExactly(List.of(Operation.SYNC), List.of(Operation.SYNC), List.of(Operation.SYNC, Operation.SUBSCRIBE), List.of());
        HostedCalendarJob job = hostedJobs.get(0);
        assertThat(job.login().text()).isEqualTo("Mixed.Case0@new.test");
        assertThat(job.host()).isEqualTo(new RemoteHost("vk.test", 22, List.of(HOST_KEY), "deployer", RemoteHost.Proof.PRIVATE_KEY, SecretReference.parse("file:/key")));
        assertThat(job.scripts()).isEqualTo("/home/deployer");
        assertThat(job.terminal()).isTrue();
        assertThat(hostedJobs).extracting(HostedCalendarJob::turn).as("each step of each move is a turn of its own").doesNotHaveDuplicates();
        assertThat(carrier.calls).isEmpty();
    }

    @Test void whatAScriptSaysIsAReasonForTheTriageAndShowsInTheProgress() {
        carriedByScripts();
        hostedAnswer = new CalendarSliceResult(false, 0, 0, 0, 0, 1, 0, Optional.of("sync_all.sh ended with exit code 1"), Optional.empty());
        assertThat(run(first()).error()).hasValue(new StepEngine.Error("calendarsRefused", "Calendars: sync_all.sh ended with exit code 1"));
        assertThat(progress.of(PlannedWorld.PLAN)).singleElement().satisfies(standing -> assertThat(standing.problem()).hasValue("sync_all.sh ended with exit code 1"));
    }

    @Test void scriptsWaitTooWhileAPersonMustDecideAboutStrayInvitations() {
        carriedByScripts();
        silence.stop(PlannedWorld.PLAN, "p/w", "the decoy got an invitation");
        assertThat(run(first()).variables()).containsEntry("calendarsCaughtUp", false);
        assertThat(hostedJobs).isEmpty();
    }

    private void carriedByScripts() {
        world.calendars = Optional.empty();
        world.localPart = index -> "Mixed.Case" + index;
        mailbox = "p/mixed.case0@old.test";
        world.calendarHost = Optional.of(new CalendarHost("vk.test", 22, List.of(HOST_KEY), "/home/deployer", true, "deployer", true, SecretReference.parse("file:/key")));
    }

    private StepEngine.Outcome run(CarryCalendarsDelegate delegate) {
        return engine.run("carry", delegate, Map.of("mailboxId", mailbox));
    }

    private CarryCalendarsDelegate first() {
        return delegate(Optional.of(carrier), true);
    }

    private CarryCalendarsDelegate last() {
        return delegate(Optional.of(carrier), false);
    }

    private CarryCalendarsDelegate delegate(Optional<CalendarCarrier> present, boolean first) {
        PlannedCalendars planned = new PlannedCalendars(world.plans, world.members);
        CalendarSlices slices = new CalendarSlices(present, planned, progress, silence, CLOCK);
        HostedCalendarSteps hosted = new HostedCalendarSteps(world.plans, planned, new HostedCalendarsForTests(job -> {
            hostedJobs.add(job);
            return hostedAnswer;
        }), progress, silence, CLOCK);
        CalendarStepBeans beans = new CalendarStepBeans();
        return first ? beans.carryCalendars(slices, SETTINGS, hosted) : beans.finalCalendars(slices, SETTINGS, planned, hosted);
    }
}
