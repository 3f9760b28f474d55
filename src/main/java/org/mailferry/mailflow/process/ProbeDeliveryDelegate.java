package org.mailferry.mailflow.process;

import static org.mailferry.process.FlowChangeProcess.DELIVERED;
import static org.mailferry.process.FlowChangeProcess.DELIVERY_PROBLEM;
import static org.mailferry.process.FlowChangeProcess.FLOW;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Sends probes by the changed flow (V112: after every operation). Each round sends new messages, so it may run twice. */
@Component("probeDelivery")
final class ProbeDeliveryDelegate implements JavaDelegate {
    private final FlowProbes probes;
    private final Plans plans;
    private final AuditTrail audit;

    ProbeDeliveryDelegate(FlowProbes probes, Plans plans, AuditTrail audit) {
        this.probes = probes;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        String flow = FLOW.get(execution);
        ProbeReport report = probes.run(plan, flow);
        DELIVERED.set(execution, report.green());
        DELIVERY_PROBLEM.set(execution, report.green() ? "" : report.text());
        audit.record(AuditEntry.bySystem(plan.name(), "probed changed flow", flow, report.text()));
    }
}
