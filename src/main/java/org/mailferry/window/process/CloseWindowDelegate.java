package org.mailferry.window.process;

import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.window.MaintenanceWindows;
import org.springframework.stereotype.Component;

/** Closes the window; a closed or expired window stays as it is, so it may run twice. */
@Component("closeWindow")
final class CloseWindowDelegate implements JavaDelegate {
    private final MaintenanceWindows windows;

    CloseWindowDelegate(MaintenanceWindows windows) {
        this.windows = windows;
    }

    @Override public void execute(DelegateExecution execution) {
        WINDOW_ID.find(execution).ifPresent(windows::close);
    }
}
