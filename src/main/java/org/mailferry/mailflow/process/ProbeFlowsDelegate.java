package org.mailferry.mailflow.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.PROBES_GREEN;
import static org.mailferry.process.RunbookVariables.PROBE_SUMMARY;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Probes what is left of the old ways once all flows are switched (V121): no mail may pass the source. It may run twice. */
@Component("probeFlows")
final class ProbeFlowsDelegate implements JavaDelegate {
    private final ProbeRoutes routes;
    private final ProbeReport.Maker reports;
    private final Plans plans;
    private final AuditTrail audit;

    ProbeFlowsDelegate(ProbeRoutes routes, ProbeReport.Maker reports, Plans plans, AuditTrail audit) {
        this.routes = routes;
        this.reports = reports;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        ProbeReport report = reports.run(routes.ofPlan(plan, "final flow", FlowProbes.sourceHosts(plan)));
        PROBES_GREEN.set(execution, report.green());
        PROBE_SUMMARY.set(execution, report.text());
        audit.record(AuditEntry.bySystem(plan.name(), "probed final mail flow", plan.name().text(), report.text()));
    }
}
