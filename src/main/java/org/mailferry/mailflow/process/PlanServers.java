package org.mailferry.mailflow.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailDomain;
import org.mailferry.mailflow.MailServers;
import org.mailferry.mailflow.MailServers.GuidePorts;
import org.mailferry.mailflow.NameServer;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Systems;

/** What a plan says about names, in the words of the mail flow. */
final class PlanServers {
    static final String NO_NAME_SERVERS = "There are no name servers in the plan (systems.dns.servers): nothing was looked at";

    private PlanServers() {}

    static MailServers mailServers(MigrationPlan plan) {
        Systems systems = plan.systems();
        Optional<GuidePorts> guide = switch (systems.target().kind()) {
            case MYOFFICE -> Optional.of(GuidePorts.MYOFFICE);
            case VK_WORKSPACE -> Optional.of(GuidePorts.VK);
            default -> Optional.empty();
        };
        return new MailServers(systems.source().imap(), systems.source().smtp(), systems.target().imap(), systems.target().smtp(), guide);
    }

    static List<NameServer> nameServers(MigrationPlan plan) {
        return plan.systems().dns().servers().stream().map(NameServer::parse).toList();
    }

    /** The hosts that receive the domain's mail once it is switched; empty when the plan does not say. */
    static Set<String> targetHosts(MigrationPlan plan, MailDomain domain) {
        return plan.systems().dns().targetMx().stream().filter(mx -> mx.domain().equals(domain)).map(Systems.Mx::host)
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
