package org.mailferry.mailflow.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.PROBES_GREEN;
import static org.mailferry.process.RunbookVariables.PROBE_SUMMARY;
import static org.mailferry.process.RunbookVariables.WAVE_ID;
import static org.mailferry.process.StabilizationProcess.PLAN;
import static org.mailferry.process.StabilizationProcess.SCOPE;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Probes the wave or the plan (V97). Each round sends new messages and sweeps the former ones, so it may run twice. */
@Component("runProbes")
final class RunProbesDelegate implements JavaDelegate {
    private static final String BY_HAND = "by hand (checklist): external recipients, groups, auto-reply, web, calendars";

    private final ProbeRoutes routes;
    private final ProbeReport.Maker reports;
    private final Plans plans;
    private final AuditTrail audit;

    RunProbesDelegate(ProbeRoutes routes, ProbeReport.Maker reports, Plans plans, AuditTrail audit) {
        this.routes = routes;
        this.reports = reports;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        boolean wholePlan = SCOPE.find(execution).filter(PLAN::equals).isPresent() || WAVE_ID.find(execution).isEmpty();
        ProbeRoutes.Choice choice = wholePlan ? routes.ofPlan(plans.get(plan), "target in", List.of()) : routes.ofWave(WAVE_ID.get(execution));
        List<String> remarks = new ArrayList<>(choice.remarks());
        remarks.add(BY_HAND);
        ProbeReport report = reports.run(new ProbeRoutes.Choice(choice.probes(), remarks));
        PROBES_GREEN.set(execution, report.green());
        PROBE_SUMMARY.set(execution, report.text());
        audit.record(AuditEntry.bySystem(plan, "probed mail flow", wholePlan ? plan.text() : WAVE_ID.get(execution).text(), report.text()));
    }
}
