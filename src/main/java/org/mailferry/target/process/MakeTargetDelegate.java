package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.TargetProvisioningProcess.CHANGES_MADE;
import static org.mailferry.process.TargetProvisioningProcess.DESIRED_HASH;
import static org.mailferry.process.TargetProvisioningProcess.DIFFERENCE_HASH;
import static org.mailferry.process.TargetProvisioningProcess.PROVISIONING_APPROVAL;
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
 * Makes approved changes, a slice at a time. The first slice only looks again and keeps what is to be made: when plan or platform differ
 * from what was approved, nothing is made and the change manager is asked anew. From then on a killed slice is simply made again, since
 * each change is looked for first; a plan that changes in between stops the rest.
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
        if (approved.holds(plan, PROVISIONING_APPROVAL.get(execution))) {
            goOn(execution, plan, platform, desired);
        } else {
            begin(execution, plan, platform, desired);
        }
    }

    private void begin(DelegateExecution execution, PlanName plan, TargetPlatform platform, DesiredTarget desired) {
        String hash = DIFFERENCE_HASH.get(execution);
        try {
            Optional<TargetDifference> now = platform.difference(desired).filter(found -> found.sha256(desired).equals(hash));
            now.ifPresent(found -> approved.replace(plan, PROVISIONING_APPROVAL.get(execution), found.toMake()));
            TARGET_MADE.set(execution, false);
            if (now.isEmpty()) {
                makeNothing(execution, plan, "Plan or platform changed after the approval, so nothing was made.");
            }
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            makeNothing(execution, plan, String.valueOf(e.getMessage()));
        }
    }

    private void makeNothing(DelegateExecution execution, PlanName plan, String why) {
        TARGET_MADE.set(execution, true);
        PROVISIONING_PROBLEM.set(execution, why);
        trail.record(AuditEntry.bySystem(plan, "made nothing on the target", plan.text(), why + " Approved was SHA-256 " + DIFFERENCE_HASH.get(execution)));
    }

    private void goOn(DelegateExecution execution, PlanName plan, TargetPlatform platform, DesiredTarget desired) {
        boolean samePlan = desired.sha256().equals(DESIRED_HASH.get(execution));
        Optional<String> stuck = samePlan ? makeSome(plan, platform, desired) : Optional.empty();
        Progress progress = approved.progress(plan);
        if (!samePlan) {
            stuck = Optional.of("The plan changed after the approval; " + (progress.settled() - progress.refused()) + " of " + progress.all()
                + " approved changes had been made, and no more were.");
        }
        CHANGES_MADE.set(execution, progress.settled());
        TARGET_MADE.set(execution, stuck.isPresent() || progress.settled() == progress.all());
        if (TARGET_MADE.get(execution)) {
            finish(execution, plan, progress, stuck);
        }
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
        List<String> refusals = approved.refused(plan, REFUSALS_SHOWN);
        String problem = stuck.orElse("") + (stuck.isPresent() && !refusals.isEmpty() ? "\n" : "") + (refusals.isEmpty() ? ""
            : progress.refused() + " of " + progress.all() + " changes were refused:\n" + String.join("\n", refusals));
        PROVISIONING_PROBLEM.set(execution, problem);
        trail.record(AuditEntry.bySystem(plan, "made the target", plan.text(), (progress.settled() - progress.refused()) + " of " + progress.all()
            + " approved changes made, " + progress.refused() + " refused." + stuck.map(text -> " Stopped: " + text).orElse("")));
    }
}
