package org.mailferry.window.process;

import static org.mailferry.process.MigrationWaveProcess.APPROVAL_REASON;
import static org.mailferry.process.RunbookVariables.EVIDENCE_HASH;
import static org.mailferry.process.RunbookVariables.PLAN_HASH;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.TaskSigner;
import org.mailferry.window.Approvals;
import org.springframework.stereotype.Component;

/**
 * Puts the change manager's name under the wave, bound to the plan and the forecast he saw. {@link ShownPlan} notes the plan's hash
 * when the task appears; {@link RequireWaveApprovalDelegate} finds the yes void when the plan changed since. The same yes is recorded
 * once, so it may run twice.
 */
@Component("recordWaveApproval")
final class RecordWaveApprovalDelegate implements JavaDelegate {
    static final String APPROVE_WAVE = "approve-wave";

    private final Approvals approvals;
    private final Plans plans;
    private final TaskSigner signer;

    RecordWaveApprovalDelegate(Approvals approvals, Plans plans, TaskSigner signer) {
        this.approvals = approvals;
        this.plans = plans;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        MigrationPlan plan = plans.get(wave.plan());
        approvals.approveWave(wave, REQUESTED_BY.get(execution), signer.of(execution, APPROVE_WAVE), APPROVAL_REASON.find(execution).orElse(""),
            PLAN_HASH.get(execution), EVIDENCE_HASH.get(execution), plan.policies().approvalValid());
    }
}
