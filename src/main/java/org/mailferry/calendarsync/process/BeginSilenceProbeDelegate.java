package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarSilenceProcess.DECISION;
import static org.mailferry.process.CalendarSilenceProcess.NOTHING;
import static org.mailferry.process.CalendarSilenceProcess.PROBE;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_FINDING;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_NEED;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PATIENCE;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_WATCH;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarSilence.Need;
import org.mailferry.calendarsync.SilenceSettings;
import org.mailferry.calendarsync.SilenceState;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/** Claims the plan's next probe where one is due. The claim is one transaction with the step, so it may run twice. */
@Component("beginSilenceProbe")
final class BeginSilenceProbeDelegate implements JavaDelegate {
    private static final String NO_DECOY = "The plan carries calendars, but target.silence names no probe and no decoy, so nobody can know whether the target"
        + " invites people. Add both to plan.yaml, load the plan, and have it probed again.";
    private static final Map<Need, String> WORDS = Map.of(Need.PROBE, PROBE, Need.NOTHING, NOTHING, Need.DECISION, DECISION);

    private final PlannedSilence planned;
    private final CalendarSilence silence;
    private final SilenceSettings settings;

    BeginSilenceProbeDelegate(PlannedSilence planned, CalendarSilence silence, SilenceSettings settings) {
        this.planned = planned;
        this.silence = silence;
        this.settings = settings;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String probeId = UUID.randomUUID().toString();
        SILENCE_PROBE_ID.set(execution, probeId);
        SILENCE_PATIENCE.set(execution, settings.patience());
        Need need = need(plan, probeId);
        boolean othersDecide = need == Need.DECISION && SILENCE_WATCH.find(execution).orElse(false);
        SILENCE_NEED.set(execution, WORDS.get(othersDecide ? Need.NOTHING : need));
        SILENCE_FINDING.set(execution, silence.of(plan).stop().map(SilenceState.Stop::reason).orElse(""));
    }

    private Need need(PlanName plan, String probeId) {
        if (!planned.needed(plan)) {
            return Need.NOTHING;
        }
        if (planned.pair(plan).isEmpty()) {
            silence.stop(plan, "plan " + plan, NO_DECOY);
            return Need.DECISION;
        }
        return silence.begin(plan, probeId);
    }
}
