package org.mailferry.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.audit.CheckedSubjects;
import org.mailferry.audit.Checks;
import org.mailferry.canary.CanarySearch;
import org.mailferry.http.LoggedLines;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.lab.story.EngineRest;
import org.mailferry.lab.story.HumanTask;
import org.mailferry.lab.story.Player;
import org.mailferry.plan.PlanLoading;
import org.mailferry.plan.PlanReading;
import org.mailferry.process.PreparationProcess;
import org.mailferry.process.Role;
import org.mailferry.process.security.Accounts;
import org.mailferry.process.security.Browser;
import org.mailferry.secret.SecretStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Preparation from its begin to its checklists as people meet it, on real servers: red checks come back until they are put right or waived
 * by somebody else with a reason. Then everything it left behind is searched for every password it used.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "spring.datasource.url=jdbc:h2:mem:preparation;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;"
        + "INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT",
    // The test's own clients, and Tomcat's dump of what they send.
    "logging.level.jdk=info", "logging.level.org.apache=info", "logging.level.com.microsoft=info"})
@DirtiesContext
class PreparationIT {
    private static final String PASSWORD = "correct horse battery";
    private static final PlanName PLAN = new PlanName("corp");
    private static final Player ANNA = player("anna");
    private static final Player DORA = player("dora");
    private static final Player VIKTOR = player("viktor");
    private static final Player OLGA = player("olga");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir static Path folder;
    private static PreparedServers servers;

    @Autowired Accounts accounts;
    @Autowired PlanLoading plans;
    @Autowired RuntimeService runtime;
    @Autowired AuditTrail trail;
    @Autowired Checks checks;
    @Autowired CheckedSubjects subjects;
    @Autowired DataSource database;
    @Autowired Secrets secrets;
    @LocalServerPort int port;

    private EngineRest engine;
    private String instance;

    @DynamicPropertySource static void folders(DynamicPropertyRegistry settings) {
        settings.add("mailferry.secret.key-file", () -> folder.resolve("key").toString());
        settings.add("mailferry.plan.directory", () -> folder.resolve("company/plans").toString());
        settings.add("mailferry.audit.directory", () -> folder.resolve("audit").toString());
        // SettingsStepProcessTest goes through them; nobody is here to run their commands.
        settings.add("mailferry.preparation.left-out-steps", () -> "*");
    }

    @BeforeAll static void start() throws IOException {
        Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal());
        servers = new PreparedServers(Files.createDirectories(folder.resolve("company")));
    }

    @AfterAll static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test void redChecksComeBackUntilTheyAreRightOrWaivedAndNoPasswordIsLeftAnywhere() throws Exception {
        List<String> seen = new ArrayList<>();
        String generated;
        String log;
        try (LoggedLines logs = new LoggedLines()) {
            begin();
            whatIsMissingIsMade();
            redChecksAreShown(seen);
            log = logs.text();
        }
        theTableIsReadInTasklist();
        try (LoggedLines logs = new LoggedLines()) {
            aWaiverNeedsAReasonAndSomebodyElse(seen);
            whatIsPutRightIsGreen(seen);
            generated = secrets.resolve(SecretReference.parse("store:first-password/corp/director@corp.test")).reveal();
            assertThat(servers.pbm.stored("director@corp.test").orElseThrow()).containsEntry("userPassword", generated);
            seen.addAll(whatPeopleSee());
            log += logs.text();
        }
        assertThat(log).contains("org.mailferry");
        for (String canary : List.of(PreparedServers.OWN_PASSWORD, PreparedServers.WRONG_PASSWORD, PreparedServers.MASTER_PASSWORD, PreparedServers.PBM_PASSWORD,
            generated)) {
            CanarySearch search = new CanarySearch(canary);
            assertThat(search.in(database)).as("columns that hold %s", canary).isEmpty();
            assertThat(search.in(seen.stream())).as("pages and answers that hold %s", canary).isEmpty();
            assertThat(search.in(log.lines())).as("log lines that hold %s", canary).isEmpty();
        }
    }

    private void begin() {
        engine = new EngineRest("http://127.0.0.1:" + port);
        // Without an administrator Tasklist leads to the set-up.
        accounts.ensure("adam", "Adam", "Administrator", Secret.of(PASSWORD), Role.ADMINISTRATORS);
        accounts.ensure(ANNA.userId(), "Anna", "Operator", ANNA.password(), Role.OPERATORS);
        accounts.ensure(DORA.userId(), "Dora", "Both", DORA.password(), Role.OPERATORS, Role.CHANGE_MANAGERS);
        accounts.ensure(VIKTOR.userId(), "Viktor", "Manager", VIKTOR.password(), Role.CHANGE_MANAGERS);
        accounts.ensure(OLGA.userId(), "Olga", "Auditor", OLGA.password(), Role.AUDITORS);
        assertThat(plans.load(PLAN)).isInstanceOf(PlanReading.Valid.class);
        instance = runtime.startProcessInstanceByKey(PreparationProcess.KEY, Map.of("planName", PLAN.text())).getId();
    }

    /** The platform's difference is approved by a change manager; then every account is there. */
    private void whatIsMissingIsMade() throws Exception {
        HumanTask approve = waiting(VIKTOR, "approve-provisioning");
        engine.claim(VIKTOR, approve);
        engine.submit(VIKTOR, approve, Map.of("provisioningApproved", "true", "provisioningReason", "As planned"));
    }

    private void redChecksAreShown(List<String> seen) throws Exception {
        HumanTask resolve = engine.withVariables(DORA, waiting(DORA, "resolve-checks"));
        String table = resolve.text("checkTable").orElseThrow();
        assertThat(table.length()).isLessThanOrEqualTo(4_000);
        assertThat(table.replaceAll("\\s+", " ")).contains("RED login:source (E22)", "director@corp.test", "RED quota:target", "RED size:messages", "Archive: 58.6 KB", "roundtrip:target");
        assertThat(red()).containsExactlyInAnyOrder("login:source", "quota:target", "size:messages");
        assertThat(subjects.of(PLAN)).hasSize(16);
        assertThat(verdict("login:source", "director@corp.test")).isEqualTo(Verdict.BAD);
        assertThat(verdict("login:target", "director@corp.test")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("login:target", "petrov@corp.test")).isEqualTo(Verdict.GOOD);
        assertThat(servers.testUsersFolders()).singleElement().asString().endsWith(" INBOX");
        seen.add(engine.form(DORA, resolve).toString());
        seen.add(resolve.variables().toString());
    }

    private void theTableIsReadInTasklist() {
        try (TasklistPage tasklist = new TasklistPage("http://127.0.0.1:" + port)) {
            tasklist.logIn(DORA.userId(), PASSWORD);
            tasklist.open("Resolve red checks");
            tasklist.sees("director@corp.test");
            tasklist.screenshot("readiness");
        }
    }

    private void aWaiverNeedsAReasonAndSomebodyElse(List<String> seen) throws Exception {
        HumanTask resolve = claimed(DORA, "resolve-checks");
        assertThatThrownBy(() -> engine.submit(DORA, resolve, Map.of("checksDecision", "waive", "waiverCheckId", "size:messages")))
            .isInstanceOf(EngineRest.Refused.class);
        engine.submit(DORA, resolve, Map.of("checksDecision", "waive", "waiverCheckId", "size:messages", "waiverReason", "Sidorov keeps that message himself"));
        HumanTask decide = waiting(VIKTOR, "decide-waiver");
        assertThat(engine.tasks(ANNA)).as("an operator who is no change manager").extracting(HumanTask::key).doesNotContain("decide-waiver");
        assertThatThrownBy(() -> engine.claim(DORA, decide)).isInstanceOf(EngineRest.Refused.class).hasMessageContaining("dora requested it");
        assertThatThrownBy(() -> engine.submit(DORA, decide, Map.of("waiverGranted", "true", "waiverDecisionReason", "mine")))
            .isInstanceOf(EngineRest.Refused.class).hasMessageContaining("dora requested it");
        engine.claim(VIKTOR, decide);
        assertThatThrownBy(() -> engine.submit(VIKTOR, decide, Map.of("waiverGranted", "true"))).isInstanceOf(EngineRest.Refused.class);
        seen.add(engine.form(VIKTOR, decide).toString());
        engine.submit(VIKTOR, decide, Map.of("waiverGranted", "true", "waiverDecisionReason", "Agreed with Sidorov"));
        waiting(DORA, "resolve-checks");
        assertThat(red()).containsExactlyInAnyOrder("login:source", "quota:target");
        assertThat(trail.of(PLAN)).anySatisfy(recorded -> {
            assertThat(recorded.entry().actor()).isEqualTo("viktor");
            assertThat(recorded.entry().subject()).isEqualTo("size:messages");
            assertThat(recorded.entry().detail()).contains("Sidorov keeps that message himself", "Agreed with Sidorov");
        });
    }

    private void whatIsPutRightIsGreen(List<String> seen) throws Exception {
        servers.correct();
        assertThat(plans.load(PLAN)).isInstanceOf(PlanReading.Valid.class);
        HumanTask resolve = claimed(DORA, "resolve-checks");
        engine.submit(DORA, resolve, Map.of("checksDecision", "again"));
        whatIsMissingIsMade();
        HumanTask next = waiting(DORA, task -> !task.id().equals(resolve.id()));
        assertThat(next.key()).as("the table is\n%s", runtime.getVariable(instance, "checkTable")).isNotEqualTo("resolve-checks");
        assertThat(red()).isEmpty();
        assertThat(checks.of(PLAN)).filteredOn(check -> check.status() == Status.WAIVED).extracting(CheckResult::id).containsExactly("size:messages");
        assertThat(verdict("login:source", "director@corp.test")).isEqualTo(Verdict.GOOD);
        assertThat(runtime.getVariable(instance, "allGreen")).isEqualTo(true);
        seen.add(engine.form(DORA, next).toString());
    }

    private List<String> whatPeopleSee() {
        List<String> seen = new ArrayList<>();
        for (String resource : List.of("history/variable-instance", "history/activity-instance", "history/detail", "history/incident", "history/job-log",
            "history/process-instance", "history/user-operation", "history/task", "variable-instance", "job", "incident")) {
            seen.add(engine.read(OLGA, resource, Map.of()).toString());
        }
        Browser olga = Browser.basic(port, OLGA.userId(), PASSWORD);
        for (String page : List.of("/", "/plan/corp", "/report/corp", "/report/corp/checks")) {
            seen.add(olga.get(page).body());
        }
        assertThat(seen).anyMatch(text -> text.contains("\"size:messages\",\"sidorov@corp.test\",BAD"));
        return seen;
    }

    private Verdict verdict(String check, String mailbox) {
        return subjects.of(PLAN).stream().filter(found -> found.checkId().equals(check) && found.subject().equals(mailbox)).map(CheckedSubject::verdict)
            .findFirst().orElseThrow();
    }

    private List<String> red() {
        return checks.of(PLAN).stream().filter(CheckResult::blocks).map(CheckResult::id).collect(Collectors.toList());
    }

    private HumanTask claimed(Player player, String key) throws InterruptedException {
        HumanTask task = waiting(player, key);
        engine.claim(player, task);
        return task;
    }

    private HumanTask waiting(Player player, String key) throws InterruptedException {
        return waiting(player, task -> task.key().equals(key));
    }

    private HumanTask waiting(Player player, Predicate<HumanTask> which) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<HumanTask> found = engine.tasks(player).stream().filter(which).toList();
            if (!found.isEmpty()) {
                return found.get(0);
            }
            assertThat(System.nanoTime()).as("nothing waits for %s; incidents: %s", player.userId(), engine.read(OLGA, "incident", Map.of())).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static Player player(String userId) {
        return new Player(userId, Secret.of(PASSWORD));
    }
}
