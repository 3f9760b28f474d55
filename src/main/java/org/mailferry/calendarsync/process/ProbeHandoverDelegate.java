package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.INVITATIONS_HEARD;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.ProbeRound;
import org.mailferry.calendarsync.SilenceEvidence;
import org.mailferry.calendarsync.SilenceProbe;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Hands meetings with the decoy over. Each run writes new ones, so it may run twice. */
@Component("probeHandover")
final class ProbeHandoverDelegate implements JavaDelegate {
    private final PlannedSilence planned;
    private final SilenceProbe probe;

    ProbeHandoverDelegate(PlannedSilence planned, SilenceProbe probe) {
        this.planned = planned;
        this.probe = probe;
    }

    @Override public void execute(DelegateExecution execution) {
        String probeId = UUID.randomUUID().toString();
        ProbeRound round = round(execution, probeId);
        SILENCE_PROBE_ID.set(execution, probeId);
        INVITATIONS_HEARD.set(execution, SilenceEvidence.lines(round.heard()));
        SILENCE_PROBLEM.set(execution, SilenceEvidence.lines(round.problems()));
    }

    private ProbeRound round(DelegateExecution execution, String probeId) {
        try {
            return planned.pair(PLAN_NAME.get(execution)).map(pair -> probe.handOver(pair, probeId))
                .orElseGet(() -> new ProbeRound(List.of(), List.of("the plan names no probe and no decoy any more")));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return new ProbeRound(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
