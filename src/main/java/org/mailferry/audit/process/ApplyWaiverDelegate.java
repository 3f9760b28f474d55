package org.mailferry.audit.process;

import static org.mailferry.process.PreparationProcess.WAIVER_CHECK_ID;
import static org.mailferry.process.PreparationProcess.WAIVER_DECISION_REASON;
import static org.mailferry.process.PreparationProcess.WAIVER_GRANTED;
import static org.mailferry.process.PreparationProcess.WAIVER_REASON;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.TaskSigner;
import org.springframework.stereotype.Component;

/**
 * Records the change manager's decision, and the waiver when it was granted. A check that is no longer red, or never was, stays as
 * it is and the entry says so. Waiver and entry are one transaction with the step.
 */
@Component("applyWaiver")
final class ApplyWaiverDelegate implements JavaDelegate {
    static final String DECIDE_WAIVER = "decide-waiver";

    private final Checks checks;
    private final AuditTrail trail;
    private final TaskSigner signer;

    ApplyWaiverDelegate(Checks checks, AuditTrail trail, TaskSigner signer) {
        this.checks = checks;
        this.trail = trail;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String checkId = WAIVER_CHECK_ID.get(execution).strip();
        String approver = signer.of(execution, DECIDE_WAIVER);
        String detail = "asked: " + WAIVER_REASON.find(execution).orElse("") + "; decided: " + WAIVER_DECISION_REASON.find(execution).orElse("");
        if (!WAIVER_GRANTED.get(execution)) {
            trail.record(new AuditEntry(plan, approver, "refused waiver", checkId, detail));
            return;
        }
        boolean red = checks.of(plan).stream().anyMatch(check -> check.id().equals(checkId) && check.status() == CheckResult.Status.RED);
        if (red) {
            checks.waive(plan, checkId, approver, WAIVER_REASON.find(execution).filter(text -> !text.isBlank()).orElse(detail));
        }
        trail.record(new AuditEntry(plan, approver, red ? "waived check" : "granted a waiver for no red check", checkId, detail));
    }
}
