package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/** Picks the one mailbox of the test-user wave. It only reads, so it may run twice. */
@Component("pickTestMailbox")
final class PickTestMailboxDelegate implements JavaDelegate {
    private final Plans plans;

    PickTestMailboxDelegate(Plans plans) {
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Wave wave = plan.only(Wave.Kind.TEST_USER);
        WAVE_ID.set(execution, new WaveId(plan.name(), wave.name()));
        MAILBOX_ID.set(execution, plan.membersOf(wave.name()).get(0).id());
    }
}
