package org.mailferry.window.process;

import static org.mailferry.process.MigrationWaveProcess.APPROVAL_PROBLEM;
import static org.mailferry.process.MigrationWaveProcess.APPROVAL_VOID;
import static org.mailferry.process.RunbookVariables.EVIDENCE_HASH;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Plans;
import org.mailferry.window.Approvals;
import org.springframework.stereotype.Component;

/**
 * Lets no mailbox of a wave start but on an approval that holds now: not expired, given on the plan as it is and on the forecast that
 * was shown. A wave whose approval is void is measured and approved again. Only looks, so it may run twice.
 */
@Component("requireWaveApproval")
final class RequireWaveApprovalDelegate implements JavaDelegate {
    private final Approvals approvals;
    private final Plans plans;

    RequireWaveApprovalDelegate(Approvals approvals, Plans plans) {
        this.approvals = approvals;
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        Optional<String> problem = approvals.problem(wave, plans.get(wave.plan()).sha256(), EVIDENCE_HASH.get(execution));
        APPROVAL_PROBLEM.set(execution, problem.orElse(""));
        if (problem.isPresent()) {
            throw new BpmnError(APPROVAL_VOID, problem.get());
        }
    }
}
