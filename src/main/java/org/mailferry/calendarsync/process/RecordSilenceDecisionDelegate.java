package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.SILENCE_FINDING;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_AGAIN;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_REASON;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.TaskSigner;
import org.springframework.stereotype.Component;

/** Writes down who wants calendars released, or left out, and why. In the engine's transaction, so it may run twice. */
@Component("recordSilenceDecision")
final class RecordSilenceDecisionDelegate implements JavaDelegate {
    private static final String DECIDE_CALENDARS = "decide-calendars";

    private final CalendarSilence silence;
    private final AuditTrail trail;
    private final TaskSigner signer;

    RecordSilenceDecisionDelegate(CalendarSilence silence, AuditTrail trail, TaskSigner signer) {
        this.silence = silence;
        this.trail = trail;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String by = signer.of(execution, DECIDE_CALENDARS);
        String reason = SILENCE_REASON.get(execution);
        boolean again = SILENCE_PROBE_AGAIN.get(execution);
        if (again) {
            silence.askRelease(plan, by, reason);
        } else {
            silence.leaveOut(plan, by, reason);
        }
        trail.record(new AuditEntry(plan, by, again ? "asked to release calendars" : "left calendars out", plan.text(), reason + "\n" + SILENCE_FINDING.get(execution)));
    }
}
