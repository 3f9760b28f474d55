package org.mailferry.mailflow.process;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailDomain;
import org.mailferry.mailflow.NameServer;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Systems;

/** What a plan says about names, in the words of the mail flow. */
final class PlanServers {
    static final String NO_NAME_SERVERS = "There are no name servers in the plan (systems.dns.servers): nothing was looked at";

    private PlanServers() {}

    static List<NameServer> nameServers(MigrationPlan plan) {
        return plan.systems().dns().servers().stream().map(NameServer::parse).toList();
    }

    /** The hosts that receive the domain's mail once it is switched; empty when the plan does not say. */
    static Set<String> targetHosts(MigrationPlan plan, MailDomain domain) {
        return plan.systems().dns().targetMx().stream().filter(mx -> mx.domain().equals(domain)).map(Systems.Mx::host)
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
