package org.mailferry.window.process;

import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_DECISION_REASON;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_END;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_ID;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_PROBLEM;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_REASON;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_REFUSED;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_START;
import static org.mailferry.process.MaintenanceWindowProcess.WINDOW_SUBJECT;
import static org.mailferry.process.RunbookVariables.EVIDENCE_HASH;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;

import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Policies;
import org.mailferry.process.ProcessVariable;
import org.mailferry.process.TaskSigner;
import org.mailferry.window.MaintenanceWindows;
import org.mailferry.window.RequestResult;
import org.mailferry.window.WindowRequest;
import org.mailferry.window.WindowRules;
import org.mailferry.window.WindowState;
import org.springframework.stereotype.Component;

/**
 * Stores what was asked for, bound to the plan as it is now, and closes the request before it, which was turned down. Window and
 * variables are written in the engine's transaction, so a repeated run finds neither.
 */
@Component("recordWindowRequest")
final class RecordWindowRequestDelegate implements JavaDelegate {
    static final String APPROVE_WINDOW = "approve-window";

    private final MaintenanceWindows windows;
    private final Plans plans;
    private final TaskSigner signer;

    RecordWindowRequestDelegate(MaintenanceWindows windows, Plans plans, TaskSigner signer) {
        this.windows = windows;
        this.plans = plans;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        closeFormerRequest(execution);
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Policies.Windows allowed = plan.policies().windows();
        WindowRequest request = new WindowRequest(plan.name(), WINDOW_SUBJECT.get(execution), time(execution, WINDOW_START, allowed.zone()),
            time(execution, WINDOW_END, allowed.zone()), WINDOW_REASON.find(execution).orElse(""), REQUESTED_BY.get(execution),
            plan.sha256(), EVIDENCE_HASH.find(execution).orElse(""));
        RequestResult result = windows.request(request, new WindowRules(allowed.zone(), allowed.days(), allowed.from(), allowed.to(),
            allowed.blackout(), plan.policies().approvalValid()));
        if (result instanceof RequestResult.Refused refused) {
            throw refusal(execution, refused.problem());
        }
        WINDOW_START.set(execution, request.start());
        WINDOW_END.set(execution, request.end());
        WINDOW_PROBLEM.set(execution, "");
        WINDOW_ID.set(execution, ((RequestResult.Requested) result).windowId());
    }

    private void closeFormerRequest(DelegateExecution execution) {
        WINDOW_ID.find(execution).filter(id -> windows.get(id).state() == WindowState.REQUESTED)
            .ifPresent(id -> windows.refuse(id, signer.of(execution, APPROVE_WINDOW), WINDOW_DECISION_REASON.find(execution).orElse("")));
    }

    /** Read as text, because a form sends {@code 2026-12-24T22:00+03:00} and a person at the REST interface something else. */
    private static Instant time(DelegateExecution execution, ProcessVariable<Instant> variable, ZoneId zone) {
        Object value = execution.getVariable(variable.name());
        return FormTime.parse(value == null ? "" : value.toString(), zone)
            .orElseThrow(() -> refusal(execution, "'" + value + "' is not a time; write it as 2026-12-24T22:00+03:00."));
    }

    private static BpmnError refusal(DelegateExecution execution, String problem) {
        WINDOW_PROBLEM.set(execution, problem);
        return new BpmnError(WINDOW_REFUSED, problem);
    }
}
