package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.TargetProvisioningProcess.CHANGES_MADE;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_COUNTS;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_HASH;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_LINES;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_APPROVAL;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_APPROVED;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_PROBLEM;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.TaskSigner;
import org.springframework.stereotype.Component;

/** Writes down who let the target be changed, or not, and exactly what. In the engine's transaction, so it may run twice. */
@Component("recordProvisioningDecision")
final class RecordProvisioningDecisionDelegate implements JavaDelegate {
    private static final String APPROVE_PROVISIONING = "approve-provisioning";

    private final AuditTrail trail;
    private final TaskSigner signer;

    RecordProvisioningDecisionDelegate(AuditTrail trail, TaskSigner signer) {
        this.trail = trail;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        boolean approved = PROVISIONING_APPROVED.get(execution);
        trail.record(new AuditEntry(plan, signer.of(execution, APPROVE_PROVISIONING), approved ? "approved provisioning" : "refused provisioning",
            plan.text(), PROVISIONING_REASON.find(execution).orElse("") + "\nSHA-256 of the changes: " + DIFFERENCE_HASH.get(execution) + "\n"
                + DIFFERENCE_COUNTS.get(execution) + "\n" + DIFFERENCE_LINES.get(execution)));
        PROVISIONING_APPROVAL.set(execution, execution.getActivityInstanceId());
        CHANGES_MADE.set(execution, 0L);
        PROVISIONING_PROBLEM.set(execution, "");
    }
}
