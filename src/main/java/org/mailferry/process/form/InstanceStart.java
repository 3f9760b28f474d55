package org.mailferry.process.form;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.process.RunbookVariables;

/** Whoever starts a process by hand answers its start form, and counts as the requester until somebody else requests something. */
final class InstanceStart implements ExecutionListener {
    private final DeployedForms forms;
    private final AuditTrail trail;

    InstanceStart(DeployedForms forms, AuditTrail trail) {
        this.forms = forms;
        this.trail = trail;
    }

    @Override public void notify(DelegateExecution execution) {
        if (execution.getSuperExecution() != null) {
            return;
        }
        ProcessDefinitionEntity definition = ((ExecutionEntity) execution).getProcessDefinition();
        Form form = forms.of(definition.getStartFormDefinition(), definition.getDeploymentId());
        String person = Context.getCommandContext().getAuthenticatedUserId();
        if (!form.fields().isEmpty()) {
            execution.setVariables(FormCheck.check(form, given(form, execution, person != null), name -> null));
        }
        if (person != null || RunbookVariables.REQUESTED_BY.find(execution).isEmpty()) {
            RunbookVariables.REQUESTED_BY.set(execution, person == null ? AuditEntry.SYSTEM : person);
        }
        if (person != null) {
            RunbookVariables.PLAN_NAME.find(execution).ifPresent(plan -> trail.record(
                new AuditEntry(plan, person, "started '" + definition.getName() + "'", plan.text(), "")));
        }
    }

    /** A person may give nothing but answers; the runbook itself may start with more. The requester is set here, whatever was given. */
    private static Map<String, Object> given(Form form, DelegateExecution execution, boolean byPerson) {
        Map<String, Object> given = new HashMap<>(GivenAnswers.present(execution.getVariables()));
        given.remove(RunbookVariables.REQUESTED_BY.name());
        if (!byPerson) {
            given.keySet().removeIf(name -> form.fields().stream().noneMatch(field -> field.key().equals(name)));
        }
        return given;
    }
}
