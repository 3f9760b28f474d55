package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.CALENDARS_MAY_GO_ON;
import static org.mailferry.process.CalendarSilenceProcess.DECOY_PROBLEM;
import static org.mailferry.process.CalendarSilenceProcess.DECOY_REACHED;
import static org.mailferry.process.CalendarSilenceProcess.INVITATIONS_HEARD;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_FINDING;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBLEM;
import static org.mailferry.process.CalendarSilenceProcess.STRAY_MAIL;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.SilenceEvidence;
import org.mailferry.calendarsync.SilenceProbe;
import org.mailferry.calendarsync.SilenceVerdict;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.springframework.stereotype.Component;

/** Judges what was heard, and stops the plan's calendars or lets them go on. One transaction with the step, so it may run twice. */
@Component("judgeSilence")
final class JudgeSilenceDelegate implements JavaDelegate {
    private final PlannedSilence planned;
    private final SilenceProbe probe;
    private final CalendarSilence silence;
    private final AuditTrail trail;

    JudgeSilenceDelegate(PlannedSilence planned, SilenceProbe probe, CalendarSilence silence, AuditTrail trail) {
        this.planned = planned;
        this.probe = probe;
        this.silence = silence;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String where = WAVE_ID.find(execution).map(WaveId::text).map("wave "::concat).orElse("plan " + plan);
        SilenceVerdict verdict = silence.judge(plan, where, evidence(execution, plan));
        CALENDARS_MAY_GO_ON.set(execution, verdict.mayGoOn());
        SILENCE_FINDING.set(execution, verdict.text());
        trail.record(AuditEntry.bySystem(plan, verdict.mayGoOn() ? "proved calendars silent" : "stopped calendars", where, verdict.kind() + ": " + verdict.text()));
    }

    private SilenceEvidence evidence(DelegateExecution execution, PlanName plan) {
        String heard = INVITATIONS_HEARD.get(execution);
        String problem = joined(Stream.of(SILENCE_PROBLEM.get(execution), DECOY_PROBLEM.get(execution)));
        try {
            List<String> late = planned.pair(plan).map(pair -> probe.invitations(pair, SILENCE_PROBE_ID.get(execution))).orElse(List.of());
            heard = joined(Stream.concat(Stream.of(heard), late.stream()));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            problem = joined(Stream.of(problem, String.valueOf(e.getMessage())));
        }
        return new SilenceEvidence(heard, STRAY_MAIL.get(execution), problem, DECOY_REACHED.get(execution));
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isBlank()).distinct().collect(Collectors.joining("\n"));
    }
}
