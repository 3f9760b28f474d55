package org.mailferry.window.process;

import static org.mailferry.process.MaintenanceWindowProcess.CONDITIONS_HOLD;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_ID;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.Plans;
import org.mailferry.window.MaintenanceWindows;
import org.springframework.stereotype.Component;

/** Opens the window when approval, plan and time still fit; an open window is looked at again, so it may run twice. */
@Component("openWindow")
final class OpenWindowDelegate implements JavaDelegate {
    private final MaintenanceWindows windows;
    private final Plans plans;

    OpenWindowDelegate(MaintenanceWindows windows, Plans plans) {
        this.windows = windows;
        this.plans = plans;
    }

    @Override public void execute(DelegateExecution execution) {
        Optional<String> problem = windows.open(WINDOW_ID.get(execution), plans.get(PLAN_NAME.get(execution)).sha256());
        CONDITIONS_HOLD.set(execution, problem.isEmpty());
        WINDOW_PROBLEM.set(execution, problem.orElse(""));
    }
}
