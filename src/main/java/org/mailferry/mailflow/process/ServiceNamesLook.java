package org.mailferry.mailflow.process;

import java.util.ArrayList;
import java.util.List;
import org.mailferry.audit.CheckResult;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailflow.ServiceNames;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.IndependentLook;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/** The names and SRV records of a new installation, asked of each name server of the plan. */
@Component
final class ServiceNamesLook implements IndependentLook {
    private static final String ID = "dns";

    private final ServiceNameChecks services;
    private final Plans plans;

    ServiceNamesLook(ServiceNameChecks services, Plans plans) {
        this.services = services;
        this.plans = plans;
    }

    @Override public String name() {
        return ID;
    }

    @Override public List<CheckResult> look(Instructions.Scope scope) {
        MigrationPlan plan = plans.get(scope.plan());
        List<NameServer> servers = PlanServers.nameServers(plan);
        if (servers.isEmpty() || plan.systems().dns().services().isEmpty()) {
            return List.of(new CheckResult(ID, "N49", CheckResult.Status.RED, "The plan names no name servers (dns.servers) or no names (dns.services): nothing can be looked at."));
        }
        ServiceNames wanted = plan.systems().dns().services().map(names -> new ServiceNames(names.domain(), names.module())).orElseThrow();
        List<CheckResult> seen = new ArrayList<>(services.addresses(wanted, servers));
        seen.addAll(services.srv(wanted, servers));
        return seen;
    }
}
