package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/** Picks the pilot's wave. It only reads, so it may run twice. */
@Component("pickPilotWave")
final class PickPilotWaveDelegate implements JavaDelegate {
    private final Plans plans;

    PickPilotWaveDelegate(Plans plans) {
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        WAVE_ID.set(execution, new WaveId(plan, plans.get(plan).only(Wave.Kind.PILOT).name()));
    }
}
