package org.mailferry.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.story.EngineRest;
import org.mailferry.lab.story.HumanTask;
import org.mailferry.lab.story.Player;
import org.mailferry.plan.PlanLoading;
import org.mailferry.plan.PlanReading;
import org.mailferry.process.MaintenanceWindowProcess;
import org.mailferry.process.Role;
import org.mailferry.process.RunbookVariables;
import org.mailferry.process.security.Accounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** A window as its people meet it: the operator asks for it, a change manager approves it in the browser, nobody approves his own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "mailferry.lab.start-migration=false")
@ActiveProfiles("lab")
@DirtiesContext
class TasklistBrowserIT {
    private static final String PASSWORD = "ferry";
    private static final PlanName PLAN = new PlanName("romashka");
    private static final String APPROVE = "Approve window";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** An operator who is also change manager: only the four eyes stop him. */
    private static final Player DORA = player("dora");
    private static final Player VIKTOR = player("viktor");
    private static final Player OLGA = player("olga");

    @Autowired Accounts accounts;
    @Autowired PlanLoading plans;
    @Autowired RuntimeService runtime;
    @Autowired AuditTrail trail;
    @LocalServerPort int port;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(3, ChronoUnit.HOURS);
    private final Instant end = begin.plus(2, ChronoUnit.HOURS);
    private EngineRest engine;
    private String instance;

    @BeforeEach void windowIsRequested() throws InterruptedException {
        engine = new EngineRest("http://127.0.0.1:" + port);
        accounts.ensure(DORA.userId(), "Dora", "Both", DORA.password(), Role.OPERATORS, Role.CHANGE_MANAGERS);
        assertThat(plans.load(PLAN)).isInstanceOf(PlanReading.Valid.class);
        instance = runtime.startProcessInstanceByKey(MaintenanceWindowProcess.KEY, Map.of(RunbookVariables.PLAN_NAME.name(), PLAN.text(),
            MaintenanceWindowProcess.WINDOW_SUBJECT.name(), "wave romashka/office")).getId();
        HumanTask request = waiting(DORA, "request-window");
        engine.claim(DORA, request);
        engine.unclaim(DORA, request);
        engine.claim(DORA, request);
        engine.submit(DORA, request, Map.of("windowStart", begin.toString(), "windowEnd", end.toString(), "windowReason", "The office moves tonight"));
    }

    @Test void changeManagerApprovesTheWindowInTheBrowserAndTheProcessMoves() throws InterruptedException {
        HumanTask approval = waiting(VIKTOR, "approve-window");
        assertThatThrownBy(() -> engine.submit(DORA, approval, Map.of("windowApproved", "true")))
            .isInstanceOf(EngineRest.Refused.class).hasMessageContaining("dora requested it, so somebody else must decide");

        try (TasklistPage tasklist = new TasklistPage("http://127.0.0.1:" + port)) {
            tasklist.logIn(VIKTOR.userId(), PASSWORD);
            tasklist.open(APPROVE);
            tasklist.claim();
            tasklist.sees(begin.toString());
            tasklist.sees(end.toString());
            tasklist.sees("Requested by dora");
            tasklist.complete();
            tasklist.sees("Field is required");
            assertThat(waiting(VIKTOR, "approve-window").id()).as("nothing decided, nothing done").isEqualTo(approval.id());
            tasklist.choose("Approve");
            tasklist.screenshot("approve-window");
            tasklist.complete();
            tasklist.seesTaskGone(APPROVE);
            tasklist.screenshot("window-approved");
        }

        assertThat(within(() -> activities().contains("window-begins"))).as("waits for the begin").isTrue();
        assertThat(trail.of(PLAN)).extracting(recorded -> recorded.entry().actor() + " " + recorded.entry().action())
            .containsSubsequence("dora requested window", "viktor approved window");
    }

    /** Where the instance stands, as the auditor sees it. */
    private List<String> activities() {
        JsonNode open = engine.read(OLGA, "history/activity-instance", Map.of("processInstanceId", instance, "unfinished", "true"));
        return open.findValuesAsText("activityId");
    }

    private HumanTask waiting(Player player, String key) throws InterruptedException {
        assertThat(within(() -> tasks(player, key).size() == 1)).as("%s waits for %s", key, player.userId()).isTrue();
        return tasks(player, key).get(0);
    }

    private List<HumanTask> tasks(Player player, String key) {
        return engine.tasks(player).stream().filter(task -> task.key().equals(key)).toList();
    }

    /** The engine's own threads do the steps between; looks until they did. */
    private static boolean within(Supplier<Boolean> reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.get()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private static Player player(String userId) {
        return new Player(userId, Secret.of(PASSWORD));
    }
}
