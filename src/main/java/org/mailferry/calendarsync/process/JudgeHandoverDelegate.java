package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_FINDING;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_SILENT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.SilenceEvidence;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/** Lets users' calendars be handed over only when nobody heard of the probe's. It looks only, so it may run twice. */
@Component("judgeHandover")
final class JudgeHandoverDelegate implements JavaDelegate {
    private static final String LOUD = "Not handed over, because the target told people of the probe's meetings, or nobody can say whether it did. Switch off its scheduling, or"
        + " the mail it sends for calendars, until this step is done, and approve again; or refuse, and the marks stay.\n";

    private final HeardByDecoy heard;
    private final AuditTrail trail;

    JudgeHandoverDelegate(HeardByDecoy heard, AuditTrail trail) {
        this.heard = heard;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        SilenceEvidence evidence = heard.evidence(execution);
        String text = evidence.silent() ? evidence.text() : LOUD + evidence.text();
        HANDOVER_SILENT.set(execution, evidence.silent());
        HANDOVER_FINDING.set(execution, text);
        trail.record(AuditEntry.bySystem(plan, evidence.silent() ? "proved handover silent" : "refused handover", plan.text(), text));
    }
}
