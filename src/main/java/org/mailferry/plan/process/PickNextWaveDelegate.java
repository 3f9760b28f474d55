package org.mailferry.plan.process;

import static org.mailferry.process.MailMigrationProcess.WAVE_LEFT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Members;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/** Picks the least critical wave that still has members to move (V105). It only reads, so it may run twice. */
@Component("pickNextWave")
final class PickNextWaveDelegate implements JavaDelegate {
    private final Plans plans;
    private final Members members;

    PickNextWaveDelegate(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        Optional<WaveId> next = plans.get(plan).waves().stream().filter(wave -> wave.kind() == Wave.Kind.WAVE)
            .map(wave -> new WaveId(plan, wave.name()))
            .filter(wave -> members.count(wave).keySet().stream().anyMatch(state -> !state.finished())).findFirst();
        // What follows the last wave is about the plan, and is not to be taken for that wave's.
        next.ifPresentOrElse(wave -> WAVE_ID.set(execution, wave), () -> execution.removeVariable(WAVE_ID.name()));
        WAVE_LEFT.set(execution, next.isPresent());
    }
}
