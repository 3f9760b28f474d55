package org.mailferry.calendarsync.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarJob;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/**
 * Opens the test user's calendars on both sides as the copy will, so that a wrong address or service login is found before a wave's
 * mail was copied. Only looks, so it may run twice. Where the plan carries no calendars any more, what was red before is settled.
 */
@Component("checkCalendars")
final class CheckCalendarsDelegate implements JavaDelegate {
    static final String SOURCE = "calendars:source";
    static final String TARGET = "calendars:target";
    private static final String ROW = "V65";

    private final Plans plans;
    private final PlannedCalendars planned;
    private final CalendarStores stores;
    private final Checks checks;
    private final HostedCalendarSteps hosted;

    CheckCalendarsDelegate(Plans plans, PlannedCalendars planned, CalendarStores stores, Checks checks, HostedCalendarSteps hosted) {
        this.plans = plans;
        this.planned = planned;
        this.stores = stores;
        this.checks = checks;
        this.hosted = hosted;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        if (hosted.carries(plan.name())) {
            checks.record(plan.name(), hosted.check(plan.name(), TARGET, ROW));
            return;
        }
        if (!planned.carried(plan.name())) {
            settle(plan.name());
            return;
        }
        CalendarJob job = planned.of(plan.membersOf(plan.only(Wave.Kind.TEST_USER).name()).get(0).id());
        checks.record(plan.name(), opened(SOURCE, "source", job.source()));
        checks.record(plan.name(), opened(TARGET, "target", job.target()));
    }

    private CheckResult opened(String id, String side, CalendarAccount account) {
        try {
            int calendars = stores.open(account).calendars().size();
            return new CheckResult(id, ROW, Status.GREEN, account.login() + " opens the calendars of " + account.mailbox() + " on the " + side + ": " + calendars + " found");
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                throw e;
            }
            return new CheckResult(id, ROW, Status.RED, "The calendars of " + account.mailbox() + " cannot be opened on the " + side + " as " + account.login() + ": "
                + e.getMessage() + ". Correct " + side + ".calendars of the plan, or the rights of that login.");
        }
    }

    private void settle(PlanName plan) {
        checks.of(plan).stream().filter(check -> check.id().equals(SOURCE) || check.id().equals(TARGET))
            .forEach(check -> checks.record(plan, new CheckResult(check.id(), ROW, Status.GREEN, "The plan carries no calendars")));
    }
}
