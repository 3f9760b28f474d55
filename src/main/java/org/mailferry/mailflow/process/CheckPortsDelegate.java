package org.mailferry.mailflow.process;

import static org.mailferry.process.PreparationProcess.TARGET_SMTP_LIMIT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.OptionalLong;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.Checks;
import org.mailferry.mailflow.Listeners;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Meets every mail port of the plan as a client would, looks at the ports that the target's guide wants open, and notes the largest
 * message that the target's SMTP server takes. The result of a check replaces the one before, so it may run twice.
 */
@Component("checkPorts")
final class CheckPortsDelegate implements JavaDelegate {
    private final PortChecks ports;
    private final Listeners listeners;
    private final Plans plans;
    private final Checks checks;

    CheckPortsDelegate(PortChecks ports, Listeners listeners, Plans plans, Checks checks) {
        this.ports = ports;
        this.listeners = listeners;
        this.plans = plans;
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        CheckRound round = new CheckRound(checks, plan.name());
        ports.of(PlanServers.mailServers(plan)).forEach(round::record);
        round.end(PortChecks.PREFIX);
        TARGET_SMTP_LIMIT.set(execution, plan.systems().target().smtp().map(listeners::largestMessage).orElse(OptionalLong.empty()).orElse(0));
    }
}
