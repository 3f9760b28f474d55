package org.mailferry.mailflow.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MailDomain;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** The inbound flow as the name servers show it. What cannot be looked at is said and does not hold up the flow. */
@Component
final class InboundView {
    private final MxView view;
    private final FlowPhotographer photographer;

    InboundView(MxView view, FlowPhotographer photographer) {
        this.view = view;
        this.photographer = photographer;
    }

    /** Green when every server shows exactly the plan's MX hosts for every domain that has some. */
    ProbeReport switched(MigrationPlan plan) {
        List<NameServer> servers = PlanServers.nameServers(plan);
        if (servers.isEmpty()) {
            return new ProbeReport(true, PlanServers.NO_NAME_SERVERS);
        }
        List<String> lines = new ArrayList<>();
        boolean green = true;
        for (MailDomain domain : plan.domains()) {
            Set<String> hosts = PlanServers.targetHosts(plan, domain);
            Optional<String> problem = hosts.isEmpty() ? Optional.empty() : DnsChecks.notEverywhere(hosts, view.look(servers, domain));
            green &= problem.isEmpty();
            lines.add(hosts.isEmpty() ? "The plan names no target MX for " + domain + ": nothing was looked at"
                : problem.map(behind -> domain + " must have MX " + hosts + ", but " + behind).orElse(domain + " has MX " + hosts + " everywhere"));
        }
        return new ProbeReport(green, String.join("\n", lines));
    }

    /** Green when every server shows the MX records of the snapshot again. */
    ProbeReport restored(MigrationPlan plan, FlowSnapshot snapshot) {
        List<FlowSnapshot.Fact> now = plan.domains().stream().flatMap(domain -> photographer.mx(plan, domain).stream()).toList();
        List<String> different = snapshot.facts(FlowSnapshot.MX).stream().filter(FlowSnapshot.Fact::holdsRecords)
            .filter(fact -> now.stream().noneMatch(seen -> seen.place().equals(fact.place()) && seen.name().equals(fact.name()) && seen.seen().equals(fact.seen())))
            .map(fact -> fact.place() + " must show " + fact.name() + " = " + fact.seen() + " again").toList();
        return new ProbeReport(different.isEmpty(), different.isEmpty() ? "The MX records are as the snapshot says" : String.join("\n", different));
    }
}
