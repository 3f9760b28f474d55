package org.mailferry.dashboard.process;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDetail;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.mailferry.dashboard.Runbook;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.MailMigrationProcess;
import org.mailferry.process.RunbookVariables;
import org.springframework.stereotype.Component;

/** Asks the engine by the plan's name, which every instance of a migration carries as a variable. */
@Component
final class EngineRunbook implements Runbook {
    private static final String PLAN = RunbookVariables.PLAN_NAME.name();
    private static final List<String> SUBJECTS = List.of(RunbookVariables.MAILBOX_ID.name(), "flow", RunbookVariables.WAVE_ID.name());

    private final RuntimeService runtime;
    private final HistoryService history;
    private final TaskService tasks;
    private final ProcessEngine engine;

    EngineRunbook(ProcessEngine engine) {
        this.engine = engine;
        this.runtime = engine.getRuntimeService();
        this.history = engine.getHistoryService();
        this.tasks = engine.getTaskService();
    }

    @Override public Optional<Migration> migration(PlanName plan) {
        return seeingAll(() -> last(plan).map(instance -> new Migration(instance.getId(), phase(instance), instance.getStartTime().toInstant(),
            Optional.ofNullable(instance.getEndTime()).map(Date::toInstant), incidents(plan))));
    }

    @Override public List<WaitingStep> waiting(PlanName plan) {
        return seeingAll(() -> tasks.createTaskQuery().processVariableValueEquals(PLAN, plan.text()).orderByTaskCreateTime().asc().list().stream()
            .map(this::waitingStep).toList());
    }

    @Override public List<DoneStep> done(PlanName plan) {
        return seeingAll(() -> history.createHistoricTaskInstanceQuery().processVariableValueEquals(PLAN, plan.text()).finished()
            .orderByHistoricTaskInstanceEndTime().asc().list().stream().map(this::doneStep).toList());
    }

    private Optional<HistoricProcessInstance> last(PlanName plan) {
        return history.createHistoricProcessInstanceQuery().processDefinitionKey(MailMigrationProcess.KEY).variableValueEquals(PLAN, plan.text())
            .orderByProcessInstanceStartTime().desc().listPage(0, 1).stream().findFirst();
    }

    /** The phase that runs, or the end that was reached: the youngest named node that says so. */
    private String phase(HistoricProcessInstance instance) {
        List<HistoricActivityInstance> nodes = history.createHistoricActivityInstanceQuery().processInstanceId(instance.getId())
            .orderByHistoricActivityInstanceStartTime().desc().list();
        Stream<HistoricActivityInstance> candidates = instance.getEndTime() == null ? nodes.stream().filter(node -> node.getEndTime() == null)
            : nodes.stream().filter(node -> node.getActivityType().toLowerCase(Locale.ROOT).endsWith("endevent"));
        return candidates.map(HistoricActivityInstance::getActivityName).filter(name -> name != null && !name.isBlank()).findFirst().orElse("");
    }

    private long incidents(PlanName plan) {
        return runtime.createProcessInstanceQuery().variableValueEquals(PLAN, plan.text()).withIncident().count();
    }

    private WaitingStep waitingStep(Task task) {
        Stream<String> groups = tasks.getIdentityLinksForTask(task.getId()).stream().map(IdentityLink::getGroupId).filter(Objects::nonNull);
        String who = task.getAssignee() == null ? groups.distinct().collect(Collectors.joining(", ")) : task.getAssignee();
        return new WaitingStep(task.getId(), task.getName(), subject(tasks.getVariables(task.getId(), SUBJECTS)), who, task.getCreateTime().toInstant());
    }

    private DoneStep doneStep(HistoricTaskInstance task) {
        String who = history.createUserOperationLogQuery().taskId(task.getId()).operationType("Complete").list().stream()
            .map(entry -> entry.getUserId()).filter(Objects::nonNull).findFirst().orElse(Optional.ofNullable(task.getAssignee()).orElse(""));
        Instant at = task.getEndTime().toInstant();
        return new DoneStep(task.getName(), subject(task), who, at, decision(task));
    }

    private String subject(HistoricTaskInstance task) {
        Map<String, Object> variables = new HashMap<>();
        history.createHistoricVariableInstanceQuery().processInstanceId(task.getProcessInstanceId()).variableNameIn(SUBJECTS.toArray(String[]::new)).list()
            .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        return subject(variables);
    }

    /** What the step itself wrote and the words given with it. */
    private String decision(HistoricTaskInstance task) {
        List<HistoricDetail> written = history.createHistoricDetailQuery().activityInstanceId(task.getActivityInstanceId()).variableUpdates().list();
        return written.stream().map(HistoricVariableUpdate.class::cast).filter(update -> update.getVariableName().matches(".*([dD]ecision|Approved|Accepted|Granted|confirmed|approved|[rR]eason|[rR]emark)"))
            .filter(update -> update.getValue() != null && !update.getValue().toString().isBlank())
            .map(update -> update.getVariableName() + ": " + update.getValue()).distinct().collect(Collectors.joining("; "));
    }

    private static String subject(Map<String, Object> variables) {
        return SUBJECTS.stream().map(variables::get).filter(Objects::nonNull).map(Object::toString).findFirst().orElse("");
    }

    /** The engine hides what the signed-in user may not read; these pages decide for themselves who sees them. */
    private <T> T seeingAll(Supplier<T> question) {
        Authentication asker = engine.getIdentityService().getCurrentAuthentication();
        engine.getIdentityService().clearAuthentication();
        try {
            return question.get();
        } finally {
            if (asker != null) {
                engine.getIdentityService().setAuthentication(asker.getUserId(), asker.getGroupIds(), asker.getTenantIds());
            }
        }
    }
}
