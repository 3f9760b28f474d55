package org.mailferry.mailsync.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.MailboxLogins;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/**
 * Logs in to as many of the plan's mailboxes as a slice allows and records one check a side (E19, E22, T22). Where the platform makes
 * the accounts only in the wave, its side is asked then, by {@code probeCredentials}. Only looks, so it may run twice.
 */
@Component("checkLogins")
final class CheckLoginsDelegate implements JavaDelegate {
    private static final int NAMED = 10;

    private final Plans plans;
    private final Checks checks;
    private final MailboxLogins logins;
    private final MailsyncSettings settings;
    private final Clock clock;

    CheckLoginsDelegate(Plans plans, Checks checks, MailboxLogins logins, MailsyncSettings settings, Clock clock) {
        this.plans = plans;
        this.checks = checks;
        this.logins = logins;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName name = PLAN_NAME.get(execution);
        MigrationPlan plan = plans.get(name);
        checks.record(name, check("login:source", "E22", plan, PlannedMailbox::source));
        if (plan.systems().target().kind() == Systems.TargetKind.MYOFFICE) {
            checks.record(name, new CheckResult("login:target", "T22", CheckResult.Status.GREEN,
                "The target's accounts are made in their wave; each login is tried there before anything is copied."));
        } else {
            checks.record(name, check("login:target", "T22", plan, PlannedMailbox::target));
        }
    }

    private CheckResult check(String id, String row, MigrationPlan plan, Function<PlannedMailbox, MailAccount> side) {
        TimeBox slice = new TimeBox(clock, settings.slice());
        List<String> problems = new ArrayList<>();
        int tried = 0;
        for (PlannedMailbox mailbox : plan.mailboxes()) {
            if (slice.isOver() || problems.size() >= NAMED) {
                break;
            }
            tried++;
            problem(side.apply(mailbox)).ifPresent(problem -> problems.add(mailbox.id().address() + ": " + problem));
        }
        String text = tried + " of " + plan.mailboxes().size() + " mailboxes tried, " + problems.size() + " refused. ";
        if (problems.isEmpty()) {
            return new CheckResult(id, row, CheckResult.Status.GREEN, text + "Each one is tried again before it is copied.");
        }
        return new CheckResult(id, row, CheckResult.Status.RED,
            text + "Check logins, rights of the service account and the plan's credential mode. " + String.join("; ", problems));
    }

    private Optional<String> problem(MailAccount account) {
        try {
            return logins.refusal(account);
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                // No answer yet: the whole check comes back later.
                throw e;
            }
            return Optional.ofNullable(e.getMessage());
        }
    }
}
