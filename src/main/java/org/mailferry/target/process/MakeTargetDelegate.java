package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.TargetProvisioningProcess.CHANGES_MADE;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_HASH;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_PROBLEM;
import static org.mailferry.process.TargetProvisioningProcess.TARGET_MADE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.target.ApprovedChanges;
import org.mailferry.target.ApprovedChanges.Open;
import org.mailferry.target.ApprovedChanges.Progress;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetDifference;
import org.mailferry.target.TargetPlatform;
import org.springframework.stereotype.Component;

/**
 * Makes approved changes, a slice at a time. Before the first one it looks again: when plan or platform differ from what was approved,
 * nothing is made and the change manager is asked anew. Safe to repeat: each change is looked for first.
 */
@Component("makeTarget")
final class MakeTargetDelegate implements JavaDelegate {
    private static final int MOST = 200;
    private static final int REFUSALS_SHOWN = 20;
    private static final Duration SLICE = Duration.ofSeconds(30);

    private final PlannedTargets targets;
    private final ApprovedChanges approved;
    private final AuditTrail trail;
    private final Clock clock;

    MakeTargetDelegate(PlannedTargets targets, ApprovedChanges approved, AuditTrail trail, Clock clock) {
        this.targets = targets;
        this.approved = approved;
        this.trail = trail;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        DesiredTarget desired = targets.desired(plan);
        TargetPlatform platform = targets.platformOf(plan);
        TARGET_MADE.set(execution, false);
        if (CHANGES_MADE.get(execution) == 0 && !begin(execution, plan, platform, desired)) {
            TARGET_MADE.set(execution, true);
            return;
        }
        Optional<String> stuck = makeSome(plan, platform, desired);
        Progress progress = approved.progress(plan);
        CHANGES_MADE.set(execution, progress.settled());
        if (stuck.isPresent() || progress.settled() == progress.all()) {
            finish(execution, plan, progress, stuck);
        }
    }

    /** @return false when what is to be made is no longer what was approved */
    private boolean begin(DelegateExecution execution, PlanName plan, TargetPlatform platform, DesiredTarget desired) {
        String hash = DIFFERENCE_HASH.get(execution);
        Optional<TargetDifference> now = platform.difference(desired);
        if (now.isEmpty() || !now.get().sha256().equals(hash)) {
            PROVISIONING_PROBLEM.set(execution, "Plan or platform changed after the approval, so nothing was made.");
            trail.record(AuditEntry.bySystem(plan, "made nothing on the target", plan.text(), "What differs is no longer what was approved (SHA-256 " + hash + ")"));
            return false;
        }
        approved.replace(plan, execution.getProcessInstanceId() + "/" + hash.substring(0, 16), now.get().toMake());
        return true;
    }

    /** At least one, unless the first one fails. @return why no more can be made by anybody but a person */
    private Optional<String> makeSome(PlanName plan, TargetPlatform platform, DesiredTarget desired) {
        Instant end = clock.instant().plus(SLICE);
        int made = 0;
        for (Open open : approved.open(plan, MOST)) {
            if (made > 0 && !clock.instant().isBefore(end)) {
                break;
            }
            try {
                settle(plan, open, platform.make(open.change(), desired));
            } catch (MigrationException e) {
                if (e.kind() == FailureKind.PERMANENT) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
                if (made == 0) {
                    throw e;
                }
                // What is done is committed; the next slice meets the failure first.
                break;
            }
            made++;
        }
        return Optional.empty();
    }

    private void settle(PlanName plan, Open open, ProvisionResult result) {
        boolean refused = result instanceof ProvisionResult.Refused;
        approved.settle(plan, open.position(), result.text(), refused);
        trail.record(AuditEntry.bySystem(plan, refused ? "could not provision" : "provisioned",
            open.change().subject().label() + " " + open.change().name(), result.text()));
    }

    private void finish(DelegateExecution execution, PlanName plan, Progress progress, Optional<String> stuck) {
        TARGET_MADE.set(execution, true);
        List<String> refusals = approved.refused(plan, REFUSALS_SHOWN);
        String problem = stuck.orElse("") + (stuck.isPresent() && !refusals.isEmpty() ? "\n" : "") + (refusals.isEmpty() ? ""
            : progress.refused() + " of " + progress.all() + " changes were refused:\n" + String.join("\n", refusals));
        PROVISIONING_PROBLEM.set(execution, problem);
        trail.record(AuditEntry.bySystem(plan, "made the target", plan.text(), (progress.settled() - progress.refused()) + " of " + progress.all()
            + " approved changes made, " + progress.refused() + " refused." + stuck.map(text -> " Stopped: " + text).orElse("")));
    }
}
