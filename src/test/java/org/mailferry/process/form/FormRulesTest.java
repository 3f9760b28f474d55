package org.mailferry.process.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.process.Instructions;

/** The forms' rules hold in the engine, for every client and every form. */
class FormRulesTest {
    private static final Map<String, Object> PLAN = Map.of("planName", "office", "requestedBy", "olga");
    private static FormEngine forms;

    static Stream<String> ids() {
        return FormAnswers.ids().stream();
    }

    @BeforeAll static void deploy() {
        forms = new FormEngine();
        ids().forEach(id -> forms.deploy("with-" + id, id, FormAnswers.document(id), "", ""));
        String decision = """
            {"id": "decision", "components": [
              {"type": "radio", "key": "approved", "label": "Decision", "values": [{"value": "true"}, {"value": "false"}], "validate": {"required": true}},
              {"type": "checkbox", "key": "seen", "label": "Evidence seen", "validate": {"required": true}},
              {"type": "textarea", "key": "reason", "label": "Reason", "validate": {"required": true}, "properties": {"when": "approved=false"}}]}""";
        forms.deploy("four-eyes", "decision", decision, "", properties("fourEyes", "requestedBy"));
        forms.deploy("requester", "decision", decision, "", properties("requester", "true"));
        forms.deploy("personal", "decision", decision, "camunda:assignee=\"carla\"", "");
    }

    @BeforeEach void forget() {
        forms.trail.clear();
        forms.page = Optional.empty();
    }

    @AfterAll static void close() {
        forms.close();
    }

    @ParameterizedTest @MethodSource("ids") void anEmptyCompletionIsRefusedAndChangesNothing(String id) {
        Task task = forms.start("with-" + id, PLAN);
        assertThatThrownBy(() -> forms.complete("carla", task, Map.of())).isInstanceOf(FormFieldValidationException.class)
            .hasMessageContaining("Form '" + id + "' was not accepted");
        assertThat(forms.engine.getTaskService().createTaskQuery().taskId(task.getId()).count()).isOne();
        assertThat(forms.trail).isEmpty();
    }

    @ParameterizedTest @MethodSource("ids") void aFilledFormIsAcceptedAndRecorded(String id) {
        Task task = forms.start("with-" + id, PLAN);
        forms.complete("carla", task, FormAnswers.of(id));
        assertThat(forms.engine.getTaskService().createTaskQuery().taskId(task.getId()).count()).isZero();
        assertThat(forms.trail).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("carla");
            assertThat(entry.action()).isEqualTo("completed 'Decide'");
            assertThat(entry.detail()).isNotBlank();
        });
    }

    @ParameterizedTest @MethodSource("ids") void aVariableTheFormDoesNotAskForIsRefused(String id) {
        Task task = forms.start("with-" + id, PLAN);
        Map<String, Object> answers = FormAnswers.of(id);
        answers.put("planHash", "mine");
        assertThatThrownBy(() -> forms.complete("carla", task, answers)).hasMessageContaining("'planHash' is not a field of this form");
        assertThat(forms.variable(task, "planHash")).isNull();
    }

    @Test void ticksAreRecordedAndDecisionsAreKept() {
        Task task = forms.start("requester", PLAN);
        forms.complete("carla", task, Map.of("approved", "true", "seen", true));
        assertThat(forms.variable(task, "approved")).isEqualTo(true);
        assertThat(forms.variable(task, "reason")).isEqualTo("");
        assertThat(forms.variable(task, "seen")).isNull();
        assertThat(forms.trail).singleElement().extracting("subject", "detail").containsExactly("office", "Decision: true\nEvidence seen: true");
    }

    @Test void whoRequestedMayNotDecide() {
        Task task = forms.start("four-eyes", PLAN);
        assertThatThrownBy(() -> forms.complete("olga", task, Map.of("approved", true, "seen", true)))
            .isInstanceOf(FormFieldValidationException.class).hasMessageContaining("olga requested it, so somebody else must decide");
        forms.complete("carla", task, Map.of("approved", true, "seen", true));
        assertThat(forms.variable(task, "approved")).isEqualTo(true);
    }

    @Test void whoRequestedDoesNotGetToHoldTheDecision() {
        Task task = forms.start("four-eyes", PLAN);
        assertThatThrownBy(() -> forms.as("olga", () -> {
            forms.engine.getTaskService().claim(task.getId(), "olga");
            return task;
        })).hasMessageContaining("olga requested it, so somebody else must decide");
        forms.as("carla", () -> {
            forms.engine.getTaskService().claim(task.getId(), "carla");
            return task;
        });
        forms.complete("carla", task, Map.of("approved", true, "seen", true));
    }

    @Test void anAdministratorIsNoExceptionToFourEyes() {
        Task task = forms.start("four-eyes", PLAN);
        forms.engine.getIdentityService().setAuthentication("olga", List.of("administrators", "camunda-admin"));
        try {
            assertThatThrownBy(() -> forms.engine.getTaskService().complete(task.getId(), Map.of("approved", true, "seen", true)))
                .hasMessageContaining("needs four eyes");
        } finally {
            forms.engine.getIdentityService().clearAuthentication();
        }
    }

    @Test void withoutAKnownRequesterNobodyDecides() {
        Task task = forms.start("four-eyes", Map.of("planName", "office", "requestedBy", "x"));
        forms.engine.getRuntimeService().removeVariable(task.getProcessInstanceId(), "requestedBy");
        assertThatThrownBy(() -> forms.complete("carla", task, Map.of("approved", true, "seen", true)))
            .hasMessageContaining("it is not known who requested it");
    }

    @Test void whoeverCompletesARequestIsTheRequester() {
        Task task = forms.start("requester", PLAN);
        forms.complete("peter", task, Map.of("approved", true, "seen", true));
        assertThat(forms.variable(task, "requestedBy")).isEqualTo("peter");
    }

    @Test void nobodySignsForAnother() {
        Task task = forms.start("personal", PLAN);
        assertThatThrownBy(() -> forms.complete("peter", task, Map.of("approved", true, "seen", true)))
            .hasMessageContaining("is carla's own");
        forms.complete("carla", task, Map.of("approved", true, "seen", true));
    }

    @Test void nobodyCompletesATaskWithoutSigningIn() {
        Task task = forms.start("requester", PLAN);
        assertThatThrownBy(() -> forms.engine.getTaskService().complete(task.getId(), Map.of("approved", true, "seen", true)))
            .hasMessageContaining("sign in first");
    }

    @Test void answersOfAnEarlierRoundDoNotCount() {
        Task task = forms.start("requester", Map.of("planName", "office", "approved", true, "reason", "old"));
        assertThat(forms.variable(task, "approved")).isNull();
        assertThat(forms.variable(task, "reason")).isNull();
        forms.engine.getRuntimeService().setVariable(task.getProcessInstanceId(), "approved", true);
        assertThatThrownBy(() -> forms.complete("carla", task, Map.of("seen", true))).hasMessageContaining("'Decision' (approved) must be filled in");
    }

    @Test void theLastWindowAskedForIsOfferedAgain() {
        Task task = forms.start("with-request-window", Map.of("planName", "office", "windowStart", "2030-01-01T22:00:00Z"));
        assertThat(forms.variable(task, "windowStart")).isEqualTo("2030-01-01T22:00:00Z");
    }

    @Test void aWindowEndsAfterItBegins() {
        Task task = forms.start("with-request-window", PLAN);
        Map<String, Object> answers = FormAnswers.of("request-window");
        answers.put("windowEnd", answers.get("windowStart"));
        assertThatThrownBy(() -> forms.complete("olga", task, answers)).hasMessageContaining("must lie after 'Begin");
        answers.put("windowEnd", "2030-01-02T00:00+01:00");
        forms.complete("olga", task, answers);
        assertThat(forms.variable(task, "windowEnd")).isEqualTo("2030-01-01T23:00:00Z");
    }

    @Test void theBrowsersWayIsCheckedAsWell() {
        Task task = forms.start("four-eyes", PLAN);
        assertThatThrownBy(() -> forms.as("carla", () -> forms.engine.getFormService().submitTaskFormWithVariablesInReturn(task.getId(), Map.of(), false)))
            .hasMessageContaining("'Decision' (approved) must be filled in");
        forms.as("carla", () -> forms.engine.getFormService().submitTaskFormWithVariablesInReturn(task.getId(), Map.of("approved", "false", "seen", true, "reason", "no"), false));
        assertThat(forms.variable(task, "approved")).isEqualTo(false);
        assertThat(forms.variable(task, "reason")).isEqualTo("no");
    }

    @Test void aDelegatedTaskTakesNoAnswers() {
        Task task = forms.start("requester", PLAN);
        task.setDelegationState(DelegationState.PENDING);
        forms.engine.getTaskService().saveTask(task);
        assertThatThrownBy(() -> forms.as("carla", () -> forms.engine.getFormService()
            .submitTaskFormWithVariablesInReturn(task.getId(), Map.of("approved", "true", "seen", true), false))).hasMessageContaining("it is delegated");
        assertThat(forms.variable(task, "approved")).isNull();
    }

    @Test void thereIsNoWayAroundTheForm() {
        Task task = forms.start("requester", PLAN);
        var tasks = forms.engine.getTaskService();
        var runtime = forms.engine.getRuntimeService();
        refused(() -> tasks.setVariable(task.getId(), "approved", true));
        refused(() -> tasks.setVariableLocal(task.getId(), "approved", true));
        refused(() -> tasks.removeVariable(task.getId(), "requestedBy"));
        refused(() -> tasks.resolveTask(task.getId(), Map.of("approved", true)));
        refused(() -> tasks.delegateTask(task.getId(), "peter"));
        refused(() -> tasks.handleBpmnError(task.getId(), "rollbackDecided"));
        refused(() -> tasks.handleEscalation(task.getId(), "any"));
        refused(() -> runtime.setVariable(task.getProcessInstanceId(), "planHash", "mine"));
        refused(() -> runtime.createProcessInstanceByKey("requester").startBeforeActivity("kept").execute());
        assertThat(forms.variable(task, "approved")).isNull();
    }

    @Test void anAdministratorMayRepairVariablesButNotThrowErrors() {
        Task task = forms.start("requester", PLAN);
        forms.engine.getIdentityService().setAuthentication("ada", List.of("administrators"));
        try {
            forms.engine.getRuntimeService().setVariable(task.getProcessInstanceId(), "planHash", "repaired");
            assertThatThrownBy(() -> forms.engine.getTaskService().handleBpmnError(task.getId(), "any")).isInstanceOf(BadUserRequestException.class);
        } finally {
            forms.engine.getIdentityService().clearAuthentication();
        }
        assertThat(forms.variable(task, "planHash")).isEqualTo("repaired");
    }

    @Test void whoStartsByHandIsTheRequester() {
        Task task = forms.as("olga", () -> forms.start("requester", Map.of("planName", "office", "requestedBy", "carla")));
        assertThat(forms.variable(task, "requestedBy")).isEqualTo("olga");
        assertThat(forms.trail).singleElement().extracting("actor", "action").containsExactly("olga", "started 'Example'");
    }

    @Test void theTaskShowsItsPageHoweverLong() {
        String page = "**Commands**\n```\n" + "Get-Mailbox 'o''neill'\n".repeat(400) + "```";
        forms.page = Optional.of(new Instructions.Page(page, Map.of("sourceKind", "EXCHANGE")));
        Task task = forms.start("requester", PLAN);
        Object shown = forms.engine.getTaskService().getVariableLocal(task.getId(), "instructions");
        assertThat(((org.camunda.spin.json.SpinJsonNode) shown).stringValue()).isEqualTo(page);
        assertThat(forms.engine.getTaskService().getVariableLocal(task.getId(), "sourceKind")).isEqualTo("EXCHANGE");
        assertThat(forms.variable(task, "instructions")).isNull();
    }

    private static void refused(Runnable action) {
        assertThatThrownBy(() -> forms.as("carla", () -> {
            action.run();
            return "done";
        })).isInstanceOf(BadUserRequestException.class).hasMessageContaining("Answer the task's form instead");
    }

    private static String properties(String name, String value) {
        return "<camunda:properties><camunda:property name=\"" + name + "\" value=\"" + value + "\"/></camunda:properties>";
    }
}
