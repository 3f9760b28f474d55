package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.PLAN_HASH;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_PROBLEM;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlanLoading;
import org.mailferry.plan.PlanReading;
import org.springframework.stereotype.Component;

/** Reads the plan's folder again. One that is not valid changes nothing, and its problems are told. Safe to repeat. */
@Component("reloadPlan")
final class ReloadPlanDelegate implements JavaDelegate {
    private final PlanLoading loading;
    private final AuditTrail trail;

    ReloadPlanDelegate(PlanLoading loading, AuditTrail trail) {
        this.loading = loading;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName name = PLAN_NAME.get(execution);
        PlanReading reading = loading.load(name);
        if (reading instanceof PlanReading.Valid valid) {
            PLAN_HASH.set(execution, valid.plan().sha256());
            PROVISIONING_PROBLEM.set(execution, "");
            trail.record(AuditEntry.bySystem(name, "reloaded plan", name.text(), valid.plan().mailboxes().size() + " mailboxes, plan SHA-256 " + valid.plan().sha256()));
        } else {
            PROVISIONING_PROBLEM.set(execution, "The plan was not read again, because it is not valid:\n" + LoadPlanDelegate.lines(((PlanReading.Invalid) reading).problems()));
        }
    }
}
