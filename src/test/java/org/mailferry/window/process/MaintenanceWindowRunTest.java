package org.mailferry.window.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.runbook.KeptPlan;
import org.mailferry.runbook.RunbookEngine;
import org.mailferry.window.WindowState;
import org.mailferry.window.WindowStore;

/** The real model with the real steps and the real tables. */
class MaintenanceWindowRunTest {
    private static final Map<String, Object> TONIGHT = Map.of("windowStart", "2026-12-24T22:00+03:00", "windowEnd", "2026-12-25T02:00+03:00", "windowReason", "cutover");

    private static final String REQUIRE_APPROVAL = """
            <serviceTask id="requireWaveApproval" camunda:delegateExpression="${requireWaveApproval}"/>
            <boundaryEvent id="void" attachedToRef="requireWaveApproval"><errorEventDefinition/></boundaryEvent>
            <sequenceFlow id="f9" sourceRef="void" targetRef="measuredAgain"/><userTask id="measuredAgain"/>""";

    private static RunbookEngine runbook;

    @BeforeAll static void start() {
        runbook = new RunbookEngine(context -> { }, "org.mailferry.window");
    }

    @BeforeEach void forget() {
        runbook.forget("window_maintenance", "window_approval");
    }

    @AfterAll static void close() {
        runbook.close();
    }

    @Test void windowOpensAtItsTimeOnTheApprovalOfAnother() {
        String instance = requested(TONIGHT);
        runbook.complete("carla", instance, "approve-window", Map.of("windowApproved", true));
        assertThat(runbook.variable(instance, "windowStart")).isEqualTo("2026-12-24T19:00:00Z");
        runbook.now = Instant.parse("2026-12-24T19:00:01Z");
        runbook.fireTimer(instance);
        assertThat(runbook.ended(instance)).isTrue();
        assertThat(runbook.variable(instance, "conditionsHold")).isEqualTo(true);
        assertThat(states()).containsExactly(WindowState.OPEN);
        assertThat(runbook.actions()).containsExactly("olga requested window", "carla approved window", "system opened window");
    }

    @Test void requestAgainstTheRulesComesBackWithTheReason() {
        String instance = requested(Map.of("windowStart", "2026-12-24T12:00+03:00", "windowEnd", "2026-12-24T13:00+03:00", "windowReason", ""));
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("request-window");
        assertThat(runbook.variable(instance, "windowProblem").toString()).contains("from 20:00 to 06:00");
        assertThat(states()).isEmpty();
    }

    @Test void timeNobodyCanReadComesBackWithTheReason() {
        String instance = requested(Map.of("windowStart", "tonight", "windowEnd", "2026-12-24T23:00+03:00", "windowReason", ""));
        assertThat(runbook.variable(instance, "windowProblem").toString()).contains("'tonight' is not a time");
    }

    @Test void refusalIsRecordedByNameAndAnotherRequestMayFollow() {
        String instance = requested(TONIGHT);
        runbook.complete("carla", instance, "approve-window", Map.of("windowApproved", false, "windowDecisionReason", "payroll"));
        runbook.complete("olga", instance, "request-window", TONIGHT);
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("approve-window");
        // Both at the instant of the fixed clock, so their order says nothing.
        assertThat(states()).containsExactlyInAnyOrder(WindowState.REFUSED, WindowState.REQUESTED);
        assertThat(runbook.actions()).contains("carla refused window");
    }

    @Test void planChangedWhileWaitingSendsTheWindowBack() {
        String instance = requested(TONIGHT);
        runbook.complete("carla", instance, "approve-window", Map.of("windowApproved", true));
        runbook.plan.sha256 = "b".repeat(64);
        runbook.now = Instant.parse("2026-12-24T19:00:00Z");
        runbook.fireTimer(instance);
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("request-window");
        assertThat(runbook.variable(instance, "windowProblem").toString()).contains("plan changed");
        assertThat(states()).containsExactly(WindowState.EXPIRED);
    }

    @Test void ownApprovalIsAnIncidentEvenWhereNoFormWatches() {
        String instance = requested(TONIGHT);
        assertThatThrownBy(() -> runbook.complete("olga", instance, "approve-window", Map.of("windowApproved", true)))
            .hasMessageContaining("somebody else must");
        assertThat(states()).containsExactly(WindowState.REQUESTED);
    }

    @Test void workNeedsAnOpenWindowAndAnApprovedWave() {
        runbook.deploy("work", """
            <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="requireOpenWindow"/>
            <serviceTask id="requireOpenWindow" camunda:asyncBefore="true" camunda:delegateExpression="${requireOpenWindow}"/>
            <sequenceFlow id="f2" sourceRef="requireOpenWindow" targetRef="closeWindow"/>
            <serviceTask id="closeWindow" camunda:delegateExpression="${closeWindow}"/>
            <boundaryEvent id="closed" attachedToRef="requireOpenWindow"><errorEventDefinition errorRef="windowClosedError"/></boundaryEvent>
            <sequenceFlow id="f3" sourceRef="closed" targetRef="sentBack"/><userTask id="sentBack"/>""");
        String waiting = run("work", Map.of("planName", "corp"));
        assertThat(runbook.task(waiting).getTaskDefinitionKey()).isEqualTo("sentBack");

        String instance = requested(TONIGHT);
        runbook.complete("carla", instance, "approve-window", Map.of("windowApproved", true));
        runbook.now = Instant.parse("2026-12-24T19:00:00Z");
        runbook.fireTimer(instance);
        Map<String, Object> inWindow = Map.of("planName", "corp", "windowId", runbook.variable(instance, "windowId"), "waveId", "corp/first");
        assertThatThrownBy(() -> run("work", inWindow)).hasMessageContaining("never approved");

        String wave = waveApproved();
        assertThat(runbook.ended(wave)).isTrue();
        assertThat(runbook.ended(run("work", inWindow))).isTrue();
        assertThat(states()).containsExactly(WindowState.CLOSED);
        assertThat(runbook.task(run("work", inWindow)).getTaskDefinitionKey()).as("closed again").isEqualTo("sentBack");
    }

    @Test void waveApprovalOfAPlanThatChangedMeanwhileIsVoid() {
        String instance = waveRequested();
        runbook.plan.sha256 = "b".repeat(64);
        runbook.complete("carla", instance, "approve-wave", Map.of());
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("measuredAgain");
        assertThat(runbook.variable(instance, "approvalProblem").toString()).contains("plan changed after carla");
    }

    @Test void waveApprovalIsLookedAtAgainWhereTheMailboxesStart() {
        assertThat(runbook.ended(waveApproved())).isTrue();
        Map<String, Object> shown = Map.of("planName", "corp", "waveId", KeptPlan.WAVE.text(), "evidenceHash", "e".repeat(64));
        assertThat(runbook.ended(run("start", shown))).isTrue();

        String other = run("start", Map.of("planName", "corp", "waveId", KeptPlan.WAVE.text(), "evidenceHash", "f".repeat(64)));
        assertThat(runbook.variable(other, "approvalProblem").toString()).contains("is not what stands now");
        runbook.now = runbook.now.plus(Duration.ofDays(7));
        assertThat(runbook.variable(run("start", shown), "approvalProblem").toString()).contains("approval by carla ended");
    }

    @Test void waveThatNobodyApprovedDoesNotStart() {
        waveRequested();
        String instance = run("start", Map.of("planName", "corp", "waveId", KeptPlan.WAVE.text(), "evidenceHash", "e".repeat(64)));
        assertThat(runbook.variable(instance, "approvalProblem").toString()).contains("Nobody approved wave corp/first");
    }

    @Test void approvalThatExpiresBeforeTheWindowBeginsSendsItBack() {
        String instance = requested(TONIGHT);
        runbook.complete("carla", instance, "approve-window", Map.of("windowApproved", true));
        runbook.database.jdbc().sql("update window_approval set valid_until = ?").param(java.sql.Timestamp.from(Instant.parse("2026-12-24T18:59:59Z"))).update();
        runbook.now = Instant.parse("2026-12-24T19:00:00Z");
        runbook.fireTimer(instance);
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("request-window");
        assertThat(runbook.variable(instance, "windowProblem").toString()).contains("approval by carla ended");
        assertThat(states()).containsExactly(WindowState.EXPIRED);
    }

    private String waveApproved() {
        String instance = waveRequested();
        runbook.complete("carla", instance, "approve-wave", Map.of());
        return instance;
    }

    private String waveRequested() {
        runbook.deploy("wave", """
            <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="approve-wave"/>
            <userTask id="approve-wave" camunda:asyncAfter="true"/><sequenceFlow id="f2" sourceRef="approve-wave" targetRef="recordWaveApproval"/>
            <serviceTask id="recordWaveApproval" camunda:delegateExpression="${recordWaveApproval}"/>
            <sequenceFlow id="f3" sourceRef="recordWaveApproval" targetRef="requireWaveApproval"/>""" + REQUIRE_APPROVAL);
        runbook.deploy("start", """
            <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="requireWaveApproval"/>""" + REQUIRE_APPROVAL);
        return run("wave", Map.of("planName", "corp", "waveId", KeptPlan.WAVE.text(), "requestedBy", "olga", "planHash", "of an older revision",
            "evidenceHash", "e".repeat(64)));
    }

    private String run(String key, Map<String, Object> variables) {
        String instance = runbook.start(key, variables);
        runbook.runJobs(instance);
        return instance;
    }

    private String requested(Map<String, Object> answers) {
        runbook.deploy("maintenance-window");
        String instance = runbook.start("maintenance-window", Map.of("planName", "corp", "windowSubject", "wave corp/first", "requestedBy", "olga"));
        runbook.complete("olga", instance, "request-window", new HashMap<>(answers));
        return instance;
    }

    private List<WindowState> states() {
        return runbook.bean(WindowStore.class).of(KeptPlan.NAME).stream().map(window -> window.state()).toList();
    }
}
