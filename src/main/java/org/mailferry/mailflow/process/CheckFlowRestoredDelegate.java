package org.mailferry.mailflow.process;

import static org.mailferry.process.FlowChangeProcess.FLOW;
import static org.mailferry.process.FlowChangeProcess.RESTORED;
import static org.mailferry.process.FlowChangeProcess.RESTORE_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.FlowSnapshots;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Compares the flow with its snapshot at every name server, whatever flow it is, and sends a probe. How relays were set up before cannot
 * be seen from here; the person who restored them says so in his task. It may run twice.
 */
@Component("checkFlowRestored")
final class CheckFlowRestoredDelegate implements JavaDelegate {
    private final InboundView inbound;
    private final FlowProbes probes;
    private final FlowSnapshots snapshots;
    private final Plans plans;
    private final AuditTrail audit;

    CheckFlowRestoredDelegate(InboundView inbound, FlowProbes probes, FlowSnapshots snapshots, Plans plans, AuditTrail audit) {
        this.inbound = inbound;
        this.probes = probes;
        this.snapshots = snapshots;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        String flow = FLOW.get(execution);
        FlowSnapshot snapshot = snapshots.latest(plan.name(), flow)
            .orElseThrow(() -> MigrationException.permanent("There is no snapshot of flow " + flow + " of plan " + plan.name()));
        ProbeReport names = inbound.restored(plan, snapshot);
        ProbeReport report = names.green() ? names.and(probes.restored(plan)) : names;
        RESTORED.set(execution, report.green());
        RESTORE_PROBLEM.set(execution, report.green() ? "" : report.text());
        if (report.green()) {
            audit.record(AuditEntry.bySystem(plan.name(), "saw flow restored", flow, report.text()));
        }
    }
}
