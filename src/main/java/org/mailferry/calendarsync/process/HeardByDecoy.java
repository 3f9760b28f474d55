package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.DECOY_PROBLEM;
import static org.mailferry.process.CalendarSilenceProcess.DECOY_REACHED;
import static org.mailferry.process.CalendarSilenceProcess.INVITATIONS_HEARD;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBLEM;
import static org.mailferry.process.CalendarSilenceProcess.STRAY_MAIL;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mailferry.calendarsync.SilenceEvidence;
import org.mailferry.calendarsync.SilenceProbe;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Puts together what the steps before found, and what came into the decoy's calendars since. */
@Component
class HeardByDecoy {
    private final PlannedSilence planned;
    private final SilenceProbe probe;

    HeardByDecoy(PlannedSilence planned, SilenceProbe probe) {
        this.planned = planned;
        this.probe = probe;
    }

    SilenceEvidence evidence(DelegateExecution execution) {
        String heard = INVITATIONS_HEARD.get(execution);
        String problem = joined(Stream.of(SILENCE_PROBLEM.get(execution), DECOY_PROBLEM.get(execution)));
        try {
            List<String> late = planned.pair(PLAN_NAME.get(execution)).map(pair -> probe.invitations(pair, SILENCE_PROBE_ID.get(execution))).orElse(List.of());
            heard = joined(Stream.concat(heard.lines(), late.stream()));
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
