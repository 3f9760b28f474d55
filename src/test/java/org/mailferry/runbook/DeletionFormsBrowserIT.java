package org.mailferry.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlanLoading;
import org.mailferry.plan.PlanReading;
import org.mailferry.process.MigrationWaveProcess;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** The two forms in which somebody decides over mail that was deleted or that failed, as he meets them in the browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "mailferry.lab.start-migration=false")
@ActiveProfiles("lab")
@DirtiesContext
class DeletionFormsBrowserIT {
    private static final PlanName PLAN = new PlanName("romashka");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUMMARY = "anna@romashka.example: Deleted on the target in 'INBOX', 2 messages\n"
        + "boris@romashka.example: Deleted on the target in 'Проекты/Тендер №5', 1 message";

    @Autowired PlanLoading plans;
    @Autowired RuntimeService runtime;
    @Autowired AuditTrail trail;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @BeforeEach void aPlan() {
        assertThat(plans.load(PLAN)).isInstanceOf(PlanReading.Valid.class);
    }

    private void wave(String task, Map<String, Object> variables) {
        runtime.createProcessInstanceByKey(MigrationWaveProcess.KEY).setVariables(Map.of("planName", PLAN.text(), "waveId", PLAN.text() + "/office",
            "requestedBy", "dora", "memberPoll", "PT1H", "deltaCycle", "R/PT15M")).setVariables(variables).startBeforeActivity(task).execute();
    }

    private void shown(String mailbox, String folder, long uid) {
        jdbc.sql("insert into mailsync_two_way_request (mailbox_id, subject, side, folder_id, source_uid, target_uid, sha256, amount, reason, state, "
                + "requested_at, batch) values (?, 'DELETION', 'SOURCE', 0, ?, ?, 'ab', 1, ?, 'SHOWN', current_timestamp, 'gone/1')")
            .params(PLAN.text() + "/" + mailbox, uid, uid, "Deleted on the target in '" + folder + "'").update();
    }

    private List<String> states() {
        return jdbc.sql("select state from mailsync_two_way_request order by id").query(String.class).list();
    }

    @Test void deletionsAreApprovedByTheirNumber() throws InterruptedException {
        shown("anna@romashka.example", "INBOX", 1);
        shown("anna@romashka.example", "INBOX", 2);
        shown("boris@romashka.example", "Проекты/Тендер №5", 3);
        wave("approve-deletions", Map.of("deletionBatch", "gone/1", "deletionCount", 3L, "deletionSummary", SUMMARY, "deletionProblem", ""));
        try (TasklistPage tasklist = new TasklistPage("http://127.0.0.1:" + port)) {
            tasklist.logIn("viktor", "ferry");
            tasklist.open("Approve deletions");
            tasklist.claim();
            tasklist.sees("3 messages would be deleted on the old server");
            tasklist.sees("anna@romashka.example: Deleted on the target in 'INBOX', 2 messages");
            tasklist.choose("Approve");
            tasklist.fill("Number of messages that you approve", "2");
            tasklist.fill("Reason", "Asked both users");
            tasklist.complete();
            assertThat(within(() -> problems().contains("You named 2, the batch holds 3 messages."))).isTrue();
            assertThat(states()).containsOnly("SHOWN");
        }
        try (TasklistPage again = new TasklistPage("http://127.0.0.1:" + port)) {
            again.logIn("viktor", "ferry");
            again.open("Approve deletions");
            again.claim();
            again.sees("You named 2, the batch holds 3 messages.");
            again.choose("Approve");
            again.fill("Number of messages that you approve", "3");
            again.fill("Reason", "Asked both users");
            again.screenshot("approve-deletions");
            again.complete();
            assertThat(within(() -> states().stream().allMatch("APPROVED"::equals))).isTrue();
        }
        assertThat(within(() -> trail.of(PLAN).stream().anyMatch(recorded -> recorded.entry().actor().equals("viktor")
            && recorded.entry().action().equals("approved deletions on the source")))).isTrue();
    }

    @Test void failedMailboxesAreJudgedByName() {
        wave("triage-members", Map.of("memberSummary", "anna@romashka.example: 2 differences. [3fa2c1d90b] INBOX, UID 4711 is not on the target; 1 FLAGS\n"
            + "boris@romashka.example: The target mailbox is full: NO [OVERQUOTA] Quota exceeded"));
        try (TasklistPage tasklist = new TasklistPage("http://127.0.0.1:" + port)) {
            tasklist.logIn("boris", "ferry");
            tasklist.open("Triage failed mailboxes");
            tasklist.claim();
            tasklist.sees("[3fa2c1d90b] INBOX, UID 4711 is not on the target");
            tasklist.screenshot("triage-members");
            tasklist.choose("Accept the differences that are listed, by name");
            tasklist.sees("Missing or unreadable messages and events that you accept");
            tasklist.screenshot("triage-members-accept");
        }
    }

    private List<String> problems() {
        return runtime.createVariableInstanceQuery().variableName("deletionProblem").list().stream().map(variable -> String.valueOf(variable.getValue())).toList();
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
}
