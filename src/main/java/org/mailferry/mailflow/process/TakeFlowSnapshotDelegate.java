package org.mailferry.mailflow.process;

import static org.mailferry.process.FlowChangeProcess.FLOW;
import static org.mailferry.process.FlowChangeProcess.FLOW_SNAPSHOT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.FlowSnapshots;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Keeps what the flow looks like before it is switched. A second run keeps a second snapshot of the same, so it may run twice. */
@Component("takeFlowSnapshot")
final class TakeFlowSnapshotDelegate implements JavaDelegate {
    private final FlowPhotographer photographer;
    private final FlowSnapshots snapshots;
    private final Plans plans;
    private final AuditTrail audit;

    TakeFlowSnapshotDelegate(FlowPhotographer photographer, FlowSnapshots snapshots, Plans plans, AuditTrail audit) {
        this.photographer = photographer;
        this.snapshots = snapshots;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        FlowSnapshot snapshot = photographer.take(plan, FLOW.get(execution));
        snapshots.store(snapshot);
        String text = snapshot.facts().isEmpty() ? PlanServers.NO_NAME_SERVERS + ". Write down the present settings before you change them." : snapshot.text();
        FLOW_SNAPSHOT.set(execution, text);
        audit.record(AuditEntry.bySystem(plan.name(), "took snapshot of flow", snapshot.flow(), text));
    }
}
