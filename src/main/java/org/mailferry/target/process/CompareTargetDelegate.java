package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.TargetProvisioningProcess.AS_PLANNED;
import static org.mailferry.process.TargetProvisioningProcess.DESIRED_HASH;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_COUNTS;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_HASH;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_LINES;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERS;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_PROBLEM;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_REASON;
import static org.mailferry.process.TargetProvisioningProcess.TARGET_STATE;
import static org.mailferry.process.TargetProvisioningProcess.UNKNOWN;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.TargetDifference;
import org.springframework.stereotype.Component;

/**
 * Shows what the platform lacks for the plan. It only reads, so it may run twice. What only a person can mend (a refused login, a
 * missing right) is told instead of retried.
 */
@Component("compareTarget")
final class CompareTargetDelegate implements JavaDelegate {
    private static final int MOST_LINES = 40;

    private final PlannedTargets targets;
    private final AuditTrail trail;

    CompareTargetDelegate(PlannedTargets targets, AuditTrail trail) {
        this.targets = targets;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        try {
            DesiredTarget desired = targets.desired(plan);
            DESIRED_HASH.set(execution, desired.sha256());
            targets.platformOf(plan).difference(desired).ifPresentOrElse(found -> tell(execution, plan, found, found.sha256(desired)), () -> leave(execution, plan));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            show(execution, UNKNOWN, "", "", "");
            PROVISIONING_REASON.set(execution, "");
            PROVISIONING_PROBLEM.set(execution, String.valueOf(e.getMessage()));
        }
    }

    private void tell(DelegateExecution execution, PlanName plan, TargetDifference difference, String hash) {
        boolean asPlanned = difference.toMake().isEmpty();
        show(execution, asPlanned ? AS_PLANNED : DIFFERS, difference.counts(), difference.lines(MOST_LINES), hash);
        if (asPlanned) {
            PROVISIONING_PROBLEM.set(execution, "");
            trail.record(AuditEntry.bySystem(plan, "found the target as planned", plan.text(), difference.counts() + "\n" + difference.lines(MOST_LINES)));
        }
    }

    private void leave(DelegateExecution execution, PlanName plan) {
        show(execution, AS_PLANNED, "", "", "");
        trail.record(AuditEntry.bySystem(plan, "left the target to its administrator", plan.text(),
            "Accounts, lists and resources of this platform are made by its administrator; nothing was compared or made here."));
    }

    private static void show(DelegateExecution execution, String state, String counts, String lines, String hash) {
        TARGET_STATE.set(execution, state);
        DIFFERENCE_COUNTS.set(execution, counts);
        DIFFERENCE_LINES.set(execution, lines);
        DIFFERENCE_HASH.set(execution, hash);
        if (PROVISIONING_PROBLEM.find(execution).isEmpty()) {
            PROVISIONING_PROBLEM.set(execution, "");
        }
    }
}
