package org.mailferry.mailflow.process;

import static org.mailferry.process.DecommissionProcess.LISTENERS_GONE;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.ListenerFinding;
import org.mailferry.mailflow.ListenerFinding.State;
import org.mailferry.mailflow.Listeners;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Knocks at the source's ports (V123). Silence counts only while the target answers from here: otherwise it may be our own network
 * that is gone. Only looks, so it may run twice.
 */
@Component("checkListenersGone")
final class CheckListenersGoneDelegate implements JavaDelegate {
    private final Listeners listeners;
    private final Plans plans;
    private final AuditTrail audit;

    CheckListenersGoneDelegate(Listeners listeners, Plans plans, AuditTrail audit) {
        this.listeners = listeners;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        List<MailEndpoint> ports = Stream.concat(Stream.of(plan.systems().source().imap()), plan.systems().source().smtp().stream()).toList();
        List<ListenerFinding> findings = ports.stream().map(port -> listeners.knock(port.host(), port.port())).toList();
        if (findings.stream().anyMatch(finding -> finding.state() == State.UNREACHABLE)) {
            requireTarget(plan);
        }
        boolean gone = findings.stream().noneMatch(finding -> finding.state() == State.ANSWERS);
        LISTENERS_GONE.set(execution, gone);
        audit.record(AuditEntry.bySystem(plan.name(), gone ? "saw source listeners gone" : "saw source still listening", ports.toString(),
            String.join("; ", findings.stream().map(ListenerFinding::text).toList())));
    }

    private void requireTarget(MigrationPlan plan) {
        MailEndpoint target = plan.systems().target().imap();
        if (listeners.knock(target.host(), target.port()).state() != State.ANSWERS) {
            throw MigrationException.transientFailure("Neither the source nor the target " + target + " can be reached from here: look at our own network", null);
        }
    }
}
