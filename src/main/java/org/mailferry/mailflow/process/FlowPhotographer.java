package org.mailferry.mailflow.process;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.FlowSnapshot.Fact;
import org.mailferry.mailflow.ListenerFinding;
import org.mailferry.mailflow.Listeners;
import org.mailferry.mailflow.MxSighting;
import org.mailferry.mailflow.MxView;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** Collects what can be seen of a flow from here: the MX records at every name server, and how the SMTP servers greet. */
@Component
final class FlowPhotographer {
    private final MxView view;
    private final Listeners listeners;
    private final Clock clock;

    FlowPhotographer(MxView view, Listeners listeners, Clock clock) {
        this.view = view;
        this.listeners = listeners;
        this.clock = clock;
    }

    FlowSnapshot take(MigrationPlan plan, String flow) {
        List<Fact> facts = new ArrayList<>();
        plan.domains().forEach(domain -> facts.addAll(mx(plan, domain)));
        plan.systems().source().smtp().ifPresent(smtp -> facts.add(greeting("source SMTP ", smtp)));
        plan.systems().target().smtp().ifPresent(smtp -> facts.add(greeting("target SMTP ", smtp)));
        return new FlowSnapshot(UUID.randomUUID().toString(), plan.name(), flow, clock.instant().truncatedTo(ChronoUnit.MICROS), facts);
    }

    List<Fact> mx(MigrationPlan plan, MailDomain domain) {
        return view.look(PlanServers.nameServers(plan), domain).stream().map(FlowPhotographer::fact).toList();
    }

    private static Fact fact(MxSighting sighting) {
        return new Fact(sighting.server().toString(), FlowSnapshot.MX + sighting.domain(), sighting.seen() ? sighting.records() : sighting.problem(),
            sighting.ttlSeconds());
    }

    private Fact greeting(String side, MailEndpoint smtp) {
        ListenerFinding finding = listeners.greet(smtp, Listeners.Protocol.SMTP);
        return new Fact(side + smtp, FlowSnapshot.GREETING, finding.good() ? finding.greeting() : finding.text(), 0);
    }
}
