package org.mailferry.mailflow.process;

import static org.mailferry.process.CalendarSilenceProcess.DECOY_PROBLEM;
import static org.mailferry.process.CalendarSilenceProcess.DECOY_REACHED;
import static org.mailferry.process.CalendarSilenceProcess.STRAY_MAIL;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.DecoyWatch;
import org.mailferry.mailflow.Probe;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems.NobodysMailbox;
import org.mailferry.plan.Systems.Silence;
import org.springframework.stereotype.Component;

/**
 * Looks into the decoy's mailbox. Which messages were told is one transaction with the step; it may run twice, and sends another message
 * of ours then.
 */
@Component("lookAtDecoy")
final class LookAtDecoyDelegate implements JavaDelegate {
    private final Plans plans;
    private final DecoyWatch watch;

    LookAtDecoyDelegate(Plans plans, DecoyWatch watch) {
        this.plans = plans;
        this.watch = watch;
    }

    @Override public void execute(DelegateExecution execution) {
        DecoyWatch.Report report = look(plans.get(PLAN_NAME.get(execution)));
        DECOY_REACHED.set(execution, report.reached());
        DECOY_PROBLEM.set(execution, report.problem());
        STRAY_MAIL.set(execution, String.join("\n", report.strays()));
    }

    private DecoyWatch.Report look(MigrationPlan plan) {
        Optional<Silence> silence = plan.systems().calendars().flatMap(calendars -> calendars.silence());
        Optional<MailEndpoint> smtp = plan.systems().target().smtp();
        if (silence.isEmpty() || smtp.isEmpty()) {
            return unreached("the plan names no " + (silence.isEmpty() ? "decoy" : "SMTP server of the target") + ", so no message of ours can be sent to it");
        }
        try {
            return watch.look(control(plan, silence.get(), smtp.get()));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return unreached(String.valueOf(e.getMessage()));
        }
    }

    private static DecoyWatch.Report unreached(String why) {
        return new DecoyWatch.Report(false, why, List.of());
    }

    private static Probe control(MigrationPlan plan, Silence silence, MailEndpoint smtp) {
        MailEndpoint imap = plan.systems().target().imap();
        return new Probe(plan.name(), "decoy", smtp, Optional.of(account(imap, silence.probe())), silence.probe().address(), silence.decoy().address(),
            account(imap, silence.decoy()), Optional.empty(), List.of());
    }

    private static MailAccount account(MailEndpoint imap, NobodysMailbox mailbox) {
        return new MailAccount(imap, CredentialMode.OWN_PASSWORD, mailbox.login(), Optional.empty(), mailbox.password());
    }
}
