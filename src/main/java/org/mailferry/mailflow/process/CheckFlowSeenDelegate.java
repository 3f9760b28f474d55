package org.mailferry.mailflow.process;

import static org.mailferry.process.FlowChangeProcess.FLOW;
import static org.mailferry.process.FlowChangeProcess.FLOW_DEADLINE;
import static org.mailferry.process.FlowChangeProcess.FLOW_PROBLEM;
import static org.mailferry.process.FlowChangeProcess.FLOW_SEEN;
import static org.mailferry.process.FlowChangeProcess.INBOUND;
import static org.mailferry.process.FlowChangeProcess.STILL_TIME;
import static org.mailferry.process.RunbookVariables.DNS_PATIENCE;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Looks whether the switch is seen: the inbound flow at every name server, the others by the way that a probe takes. Sets the deadline
 * once and only looks from then on, so it may run twice.
 */
@Component("checkFlowSeen")
final class CheckFlowSeenDelegate implements JavaDelegate {
    private final InboundView inbound;
    private final FlowProbes probes;
    private final Plans plans;
    private final AuditTrail audit;
    private final Clock clock;

    CheckFlowSeenDelegate(InboundView inbound, FlowProbes probes, Plans plans, AuditTrail audit, Clock clock) {
        this.inbound = inbound;
        this.probes = probes;
        this.plans = plans;
        this.audit = audit;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        String flow = FLOW.get(execution);
        ProbeReport report = flow.equals(INBOUND) ? inbound.switched(plan) : probes.run(plan, flow);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant deadline = FLOW_DEADLINE.find(execution).orElseGet(() -> now.plus(DNS_PATIENCE.get(execution)));
        FLOW_DEADLINE.set(execution, deadline);
        STILL_TIME.set(execution, now.isBefore(deadline));
        FLOW_SEEN.set(execution, report.green());
        FLOW_PROBLEM.set(execution, report.green() ? "" : report.text());
        if (report.green() || !now.isBefore(deadline)) {
            audit.record(AuditEntry.bySystem(plan.name(), report.green() ? "saw flow switched" : "did not see flow switched in time", flow, report.text()));
        }
    }
}
