package org.mailferry.audit.process;

import static org.mailferry.process.RunbookVariables.PLAN_HASH;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckTable;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Notes on which checks, waivers and signatures the migration begins. The entry is one transaction with the step. */
@Component("recordReadiness")
final class RecordReadinessDelegate implements JavaDelegate {
    private final Checks checks;
    private final AuditTrail trail;
    private final Plans plans;

    RecordReadinessDelegate(Checks checks, AuditTrail trail, Plans plans) {
        this.checks = checks;
        this.trail = trail;
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        CheckTable table = new CheckTable(checks.of(plan));
        String waived = table.checks().stream().filter(check -> check.status() == Status.WAIVED).map(check -> check.id())
            .collect(Collectors.joining(", "));
        trail.record(AuditEntry.bySystem(plan, "declared ready", plan.text(), table.count(Status.GREEN) + " checks green, "
            + (waived.isEmpty() ? "none waived" : "waived: " + waived) + "; rollback plan signed by "
            + String.join(", ", plans.get(plan).people().rollbackSigners()) + "; checks SHA-256 " + table.sha256()
            + ", plan SHA-256 " + PLAN_HASH.find(execution).orElseGet(() -> plans.get(plan).sha256())));
    }
}
