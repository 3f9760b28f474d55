package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Wave;
import org.mailferry.process.StepEngine;

class CheckCalendarsDelegateTest {
    private final PlannedWorld world = new PlannedWorld();
    private final StepEngine engine = new StepEngine();
    private final TestDatabase database = TestDatabase.h2();
    private Optional<String> obstacle = Optional.empty();
    private final List<String> opened = new ArrayList<>();
    private final Map<String, CheckResult> recorded = new LinkedHashMap<>();
    private final Checks checks = new Checks() {
        @Override public void record(PlanName plan, CheckResult result) {
            recorded.put(result.id(), result);
        }

        @Override public List<CheckResult> of(PlanName plan) {
            return List.copyOf(recorded.values());
        }

        @Override public void waive(PlanName plan, String checkId, String approver, String reason) {
            throw new UnsupportedOperationException();
        }
    };
    private CalendarStores stores = account -> {
        opened.add(account.login() + " for " + account.mailbox());
        return empty();
    };

    @BeforeEach void thePlanCarriesCalendars() {
        world.calendars = Optional.of(new Systems.Calendars(PlannedCalendarsTest.EXCHANGE, PlannedCalendarsTest.DAV));
        world.waveKind = Wave.Kind.TEST_USER;
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void bothSidesAreOpenedAsTheCopyWill() {
        run();
        assertThat(opened).containsExactly("corp\\service for m0@old.test", "m0 for m0@new.test");
        assertThat(recorded.values()).extracting(CheckResult::status).containsOnly(Status.GREEN);
        assertThat(recorded.get(CheckCalendarsDelegate.TARGET).text()).isEqualTo("m0 opens the calendars of m0@new.test on the target: 0 found");
    }

    @Test void aSideThatCannotBeOpenedIsRedWithTheWayOut() {
        stores = account -> {
            if (account.mailbox().text().equals("m0@old.test")) {
                throw MigrationException.permanent("401, the login was refused");
            }
            return empty();
        };
        run();
        assertThat(recorded.get(CheckCalendarsDelegate.TARGET).status()).isEqualTo(Status.GREEN);
        assertThat(recorded.get(CheckCalendarsDelegate.SOURCE)).satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.RED);
            assertThat(check.text()).contains("corp\\service: 401, the login was refused", "Correct source.calendars of the plan");
        });
        world.calendars = Optional.empty();
        run();
        assertThat(recorded.values()).as("settled once the plan carries none").extracting(CheckResult::status).containsOnly(Status.GREEN);
    }

    @Test void aServerThatAsksForAPauseIsAskedLater() {
        stores = account -> {
            throw MigrationException.throttled(Duration.ofMinutes(1), "too busy");
        };
        assertThatThrownBy(this::run).isInstanceOf(MigrationException.class).hasMessageContaining("too busy");
        assertThat(recorded).isEmpty();
    }

    @Test void aPlanWithoutCalendarsHasNoSuchCheck() {
        world.calendars = Optional.empty();
        world.waveKind = Wave.Kind.WAVE;
        run();
        assertThat(opened).isEmpty();
        assertThat(recorded).isEmpty();
    }

    @Test void theHostOfTheTargetsOwnScriptsIsLookedAt() {
        world.calendars = Optional.empty();
        world.calendarHost = Optional.of(new CalendarHost("vk.test", 22, List.of(), "/home/deployer", true, "deployer", true, SecretReference.parse("file:/key")));
        obstacle = Optional.of("no sudo rule on");
        run();
        assertThat(recorded.get(CheckCalendarsDelegate.TARGET)).satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.RED);
            assertThat(check.text()).contains("no sudo rule on", "vk.test", "Correct target.calendarHost of the plan, or the host");
        });
        obstacle = Optional.empty();
        run();
        assertThat(recorded.get(CheckCalendarsDelegate.TARGET)).satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.GREEN);
            assertThat(check.text()).contains("deployer may run the calendar scripts in /home/deployer");
        });
        assertThat(opened).isEmpty();
    }

    private void run() {
        PlannedCalendars planned = new PlannedCalendars(world.plans, world.members);
        HostedCalendarsForTests scripts = new HostedCalendarsForTests(job -> {
            throw new AssertionError("Nothing is begun by a check");
        }, obstacle);
        HostedCalendarSteps hosted = new HostedCalendarSteps(world.plans, planned, scripts, CalendarMemoryForTests.progress(database),
            CalendarMemoryForTests.silence(database, Clock.systemUTC()), Clock.systemUTC());
        engine.run("check", new CheckCalendarsDelegate(world.plans, planned, stores, checks, hosted), Map.of("planName", "p"));
    }

    /** Nothing but the list of calendars is asked of it. */
    private static CalendarStore empty() {
        return (CalendarStore) Proxy.newProxyInstance(CalendarStore.class.getClassLoader(), new Class<?>[] {CalendarStore.class}, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("calendars");
            return List.of();
        });
    }
}
