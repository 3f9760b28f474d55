package org.mailferry.process.form;

import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.process.RunbookVariables;

/** A task closes only by the right person with answers that its form accepts; they are stored and put on the audit trail. */
final class TaskClosing implements TaskListener {
    private final TaskRules rules;
    private final DeployedForms forms;
    private final AuditTrail trail;

    TaskClosing(TaskRules rules, DeployedForms forms, AuditTrail trail) {
        this.rules = rules;
        this.forms = forms;
        this.trail = trail;
    }

    @Override public void notify(DelegateTask task) {
        String person = Context.getCommandContext().getAuthenticatedUserId();
        if (person == null) {
            throw new BadUserRequestException("Task '" + task.getName() + "' needs a person: sign in first.");
        }
        checkPerson(task, person);
        TaskEntity entity = (TaskEntity) task;
        Form form = forms.of(entity.getTaskDefinition().getFormDefinition(), entity.getProcessDefinition().getDeploymentId());
        Map<String, Object> answers = FormCheck.check(form, GivenAnswers.take(task.getId()), name -> text(task.getVariable(name)));
        form.fields().forEach(field -> store(task, field, answers));
        if (rules.requester()) {
            RunbookVariables.REQUESTED_BY.set(task, person);
        }
        record(task, person, form, answers);
    }

    private void checkPerson(DelegateTask task, String person) {
        if (rules.personal() && !person.equals(task.getAssignee())) {
            throw new BadUserRequestException("Task '" + task.getName() + "' is " + task.getAssignee() + "'s own: nobody can answer for another.");
        }
        rules.fourEyes().ifPresent(variable -> {
            Object other = task.getVariable(variable);
            if (other == null || person.equals(other)) {
                throw new BadUserRequestException("Task '" + task.getName() + "' needs four eyes: "
                    + (other == null ? "it is not known who requested it." : person + " requested it, so somebody else must decide."));
            }
        });
    }

    /** Ticks are for the audit trail; the engine keeps what the runbook reads. A text left out is an empty one, so that nobody reads an old one. */
    private static void store(DelegateTask task, Field field, Map<String, Object> answers) {
        Object answer = answers.get(field.key());
        if (answer != null && field.kind() != FieldKind.TICK) {
            task.setVariable(field.key(), answer);
        }
        if (answer == null && (field.kind() == FieldKind.TEXT || field.kind() == FieldKind.OUTPUT)) {
            task.setVariable(field.key(), "");
        }
    }

    private void record(DelegateTask task, String person, Form form, Map<String, Object> answers) {
        RunbookVariables.PLAN_NAME.find(task).ifPresent(plan -> trail.record(new AuditEntry(plan, person, "completed '" + task.getName() + "'",
            TaskScope.of(rules.processKey(), task).subject(), form.fields().stream().filter(field -> answers.containsKey(field.key()))
                .map(field -> field.label() + ": " + answers.get(field.key())).collect(Collectors.joining("\n")))));
    }

    private static @org.jspecify.annotations.Nullable String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
