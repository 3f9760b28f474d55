package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.INVITATIONS_HEARD;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.ProbeRound;
import org.mailferry.calendarsync.SilenceEvidence;
import org.mailferry.calendarsync.SilenceProbe;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Writes, changes, cancels and deletes the probe's meetings. It begins by deleting what an interrupted run left, so it may run twice. */
@Component("writeProbeMeetings")
final class WriteProbeMeetingsDelegate implements JavaDelegate {
    private final PlannedSilence planned;
    private final SilenceProbe probe;

    WriteProbeMeetingsDelegate(PlannedSilence planned, SilenceProbe probe) {
        this.planned = planned;
        this.probe = probe;
    }

    @Override public void execute(DelegateExecution execution) {
        ProbeRound round = round(execution);
        INVITATIONS_HEARD.set(execution, SilenceEvidence.lines(round.heard()));
        SILENCE_PROBLEM.set(execution, SilenceEvidence.lines(round.problems()));
    }

    /** What only a person can change is why the probe proves nothing. */
    private ProbeRound round(DelegateExecution execution) {
        try {
            return planned.pair(PLAN_NAME.get(execution)).map(pair -> probe.write(pair, SILENCE_PROBE_ID.get(execution)))
                .orElseGet(() -> new ProbeRound(List.of(), List.of("the plan names no probe and no decoy any more")));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return new ProbeRound(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
