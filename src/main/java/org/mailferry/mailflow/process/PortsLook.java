package org.mailferry.mailflow.process;

import java.util.List;
import org.mailferry.audit.CheckResult;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.plan.Plans;
import org.mailferry.process.IndependentLook;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/** Every mail port of the plan, as a client meets it. */
@Component
final class PortsLook implements IndependentLook {
    private final PortChecks ports;
    private final Plans plans;

    PortsLook(PortChecks ports, Plans plans) {
        this.ports = ports;
        this.plans = plans;
    }

    @Override public String name() {
        return "ports";
    }

    @Override public List<CheckResult> look(Instructions.Scope scope) {
        return ports.of(PlanServers.mailServers(plans.get(scope.plan())));
    }
}
