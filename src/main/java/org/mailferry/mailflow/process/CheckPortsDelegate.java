package org.mailferry.mailflow.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailflow.ListenerFinding;
import org.mailferry.mailflow.Listeners;
import org.mailferry.mailflow.Listeners.Protocol;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/**
 * Meets every mail port of the plan as a client would, TLS included, and knocks at the ports that the target's guide wants open. The
 * result of a check replaces the one before, so it may run twice.
 */
@Component("checkPorts")
final class CheckPortsDelegate implements JavaDelegate {
    private static final List<Integer> MYOFFICE_PORTS = List.of(80, 143, 443, 636, 25, 587, 465, 993);
    private static final List<Integer> VK_PORTS = List.of(25, 465, 2525, 143, 993);
    private static final List<Integer> WELL_KNOWN_IMAP = List.of(143, 993);

    private final Listeners listeners;
    private final Plans plans;
    private final Checks checks;

    CheckPortsDelegate(Listeners listeners, Plans plans, Checks checks) {
        this.listeners = listeners;
        this.plans = plans;
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Systems systems = plan.systems();
        CheckRound round = new CheckRound(checks, plan.name());
        greet(round, "source IMAP", systems.source().imap(), Protocol.IMAP);
        systems.source().smtp().ifPresentOrElse(smtp -> greet(round, "source SMTP", smtp, Protocol.SMTP), () -> noSmtp(round, "source"));
        greet(round, "target IMAP", systems.target().imap(), Protocol.IMAP);
        systems.target().smtp().ifPresentOrElse(smtp -> greet(round, "target SMTP", smtp, Protocol.SMTP), () -> noSmtp(round, "target"));
        knock(round, systems.target());
        round.end("port:");
    }

    private void greet(CheckRound round, String name, MailEndpoint endpoint, Protocol protocol) {
        ListenerFinding finding = listeners.greet(endpoint, protocol);
        round.record(new CheckResult("port:" + endpoint, "V26", finding.good() ? Status.GREEN : Status.RED,
            name + " " + endpoint + " (" + endpoint.security() + ") " + finding.text()));
    }

    private void noSmtp(CheckRound round, String side) {
        round.record(new CheckResult("port:" + side + "-smtp", "V26", Status.GREEN,
            "There is no SMTP server of the " + side + " in the plan: its port was not looked at, and no probes are sent through it"));
    }

    private void knock(CheckRound round, Systems.Target target) {
        boolean myOffice = target.kind() == Systems.TargetKind.MYOFFICE;
        if (!myOffice && target.kind() != Systems.TargetKind.VK_WORKSPACE) {
            return;
        }
        String row = myOffice ? "N51" : "V26";
        String host = target.imap().host();
        List<Integer> ports = myOffice ? MYOFFICE_PORTS : VK_PORTS;
        if (!WELL_KNOWN_IMAP.contains(target.imap().port())) {
            round.record(new CheckResult("port:" + host, row, Status.GREEN, "The target's IMAP port is " + target.imap().port()
                + ", not one of the guide's: the guide's ports " + ports + " were not looked at"));
            return;
        }
        for (int port : ports) {
            ListenerFinding finding = listeners.knock(host, port);
            round.record(new CheckResult("port:" + host + ":" + port + ":open", row, finding.good() ? Status.GREEN : Status.RED,
                "Port " + port + " of " + host + " (wanted open by the target's guide) " + finding.text()));
        }
    }
}
