package org.mailferry.mailflow.process;

import static org.mailferry.process.FlowChangeProcess.INTERNAL;
import static org.mailferry.process.FlowChangeProcess.OUTBOUND;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** The probes of one flow. */
@Component
final class FlowProbes {
    private static final String OUTBOUND_REMARK = "not probed: no mailbox outside is known here; the person who switched the flow looks at a mail sent outside";

    private final ProbeRoutes routes;
    private final ProbeReport.Maker reports;

    FlowProbes(ProbeRoutes routes, ProbeReport.Maker reports) {
        this.routes = routes;
        this.reports = reports;
    }

    /** Mail between our own must not pass the source any more (V115). What leaves the house cannot be seen from inside. */
    ProbeReport run(MigrationPlan plan, String flow) {
        List<String> avoids = flow.equals(INTERNAL) ? sourceHosts(plan) : List.of();
        ProbeRoutes.Choice choice = routes.ofPlan(plan, flow.toLowerCase(Locale.ROOT), avoids);
        List<String> remarks = new ArrayList<>(choice.remarks());
        if (flow.equals(OUTBOUND)) {
            remarks.add(OUTBOUND_REMARK);
        }
        return reports.run(new ProbeRoutes.Choice(choice.probes(), remarks));
    }

    /** After a flow went back: mail still arrives, by whatever way. */
    ProbeReport restored(MigrationPlan plan) {
        return reports.run(routes.ofPlan(plan, "restored flow", List.of()));
    }

    /** Names under which the source writes itself into a Received line; a host that is the target's too proves nothing. */
    static List<String> sourceHosts(MigrationPlan plan) {
        List<String> targets = Stream.concat(Stream.of(plan.systems().target().imap()), plan.systems().target().smtp().stream())
            .map(MailEndpoint::host).toList();
        return Stream.concat(Stream.of(plan.systems().source().imap()), plan.systems().source().smtp().stream())
            .map(MailEndpoint::host).distinct().filter(host -> !targets.contains(host)).toList();
    }
}
