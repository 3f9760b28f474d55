package org.mailferry.mailsync.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.Checks;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Has folder names and a message go to the target and come back (N56). It removes what it makes, so it may run twice. */
@Component("checkRoundTrip")
final class CheckRoundTripDelegate implements JavaDelegate {
    private final Plans plans;
    private final PlannedPreflight planned;
    private final Checks checks;

    CheckRoundTripDelegate(Plans plans, PlannedPreflight planned, Checks checks) {
        this.plans = plans;
        this.planned = planned;
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        checks.record(plan.name(), planned.roundTrip(plan));
    }
}
