package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.CALENDARS_MAY_GO_ON;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_FINDING;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.SilenceVerdict;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.springframework.stereotype.Component;

/** Judges what was heard, and stops the plan's calendars or lets them go on. One transaction with the step, so it may run twice. */
@Component("judgeSilence")
final class JudgeSilenceDelegate implements JavaDelegate {
    private final HeardByDecoy heard;
    private final CalendarSilence silence;
    private final AuditTrail trail;

    JudgeSilenceDelegate(HeardByDecoy heard, CalendarSilence silence, AuditTrail trail) {
        this.heard = heard;
        this.silence = silence;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String where = WAVE_ID.find(execution).map(WaveId::text).map("wave "::concat).orElse("plan " + plan);
        SilenceVerdict verdict = silence.judge(plan, where, heard.evidence(execution));
        CALENDARS_MAY_GO_ON.set(execution, verdict.mayGoOn());
        SILENCE_FINDING.set(execution, verdict.text());
        trail.record(AuditEntry.bySystem(plan, verdict.mayGoOn() ? "proved calendars silent" : "stopped calendars", where, verdict.kind() + ": " + verdict.text()));
    }
}
