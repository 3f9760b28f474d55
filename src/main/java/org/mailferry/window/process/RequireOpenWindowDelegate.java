package org.mailferry.window.process;

import static org.mailferry.process.FlowChangeProcess.FLOW;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_CLOSED;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_ID;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Plans;
import org.mailferry.window.Approvals;
import org.mailferry.window.MaintenanceWindows;
import org.springframework.stereotype.Component;

/**
 * Lets nobody pass but into an open window on an unchanged plan. In a wave the wave's own approval must exist too; which plan it was
 * given on is not asked again, because the window's approval is the later one and binds to the plan as it is now. Only looks, so it may run twice.
 */
@Component("requireOpenWindow")
final class RequireOpenWindowDelegate implements JavaDelegate {
    private final MaintenanceWindows windows;
    private final Approvals approvals;
    private final Plans plans;

    RequireOpenWindowDelegate(MaintenanceWindows windows, Approvals approvals, Plans plans) {
        this.windows = windows;
        this.approvals = approvals;
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        if (FLOW.find(execution).isEmpty()) {
            WAVE_ID.find(execution).ifPresent(this::requireApproval);
        }
        Optional<String> problem = WINDOW_ID.find(execution).map(id -> windows.problemNow(id, plans.get(PLAN_NAME.get(execution)).sha256()))
            .orElse(Optional.of("No window was requested."));
        if (problem.isPresent()) {
            WINDOW_PROBLEM.set(execution, problem.get());
            throw new BpmnError(WINDOW_CLOSED, problem.get());
        }
    }

    private void requireApproval(WaveId wave) {
        if (!approvals.waveWasApproved(wave)) {
            throw MigrationException.permanent("Wave " + wave + " was never approved: nobody may cut it over");
        }
    }
}
