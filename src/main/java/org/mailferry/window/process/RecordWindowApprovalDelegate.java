package org.mailferry.window.process;

import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_DECISION_REASON;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.Plans;
import org.mailferry.process.TaskSigner;
import org.mailferry.window.MaintenanceWindows;
import org.springframework.stereotype.Component;

/** Puts the change manager's name under the window as it was requested. A window approved once stays as it is, so it may run twice. */
@Component("recordWindowApproval")
final class RecordWindowApprovalDelegate implements JavaDelegate {
    private final MaintenanceWindows windows;
    private final Plans plans;
    private final TaskSigner signer;

    RecordWindowApprovalDelegate(MaintenanceWindows windows, Plans plans, TaskSigner signer) {
        this.windows = windows;
        this.plans = plans;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        windows.approve(WINDOW_ID.get(execution), signer.of(execution, RecordWindowRequestDelegate.APPROVE_WINDOW),
            WINDOW_DECISION_REASON.find(execution).orElse(""), plans.get(PLAN_NAME.get(execution)).policies().approvalValid());
    }
}
