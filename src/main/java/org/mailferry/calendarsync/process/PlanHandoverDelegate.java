package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarHandoverProcess.HANDED_OVER;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_FINDING;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_ITEM;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_LEFT;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_MAILBOX;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_WANTED;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PATIENCE;
import static org.mailferry.process.CalendarSilenceProcess.SILENCE_PROBE_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.SilenceSettings;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/** Says what there is to hand over. Only a CalDAV target was written to with marks. It changes nothing, so it may run twice. */
@Component("planHandover")
final class PlanHandoverDelegate implements JavaDelegate {
    private final PlannedSilence silence;
    private final PlannedHandover handover;
    private final SilenceSettings settings;

    PlanHandoverDelegate(PlannedSilence silence, PlannedHandover handover, SilenceSettings settings) {
        this.silence = silence;
        this.handover = handover;
        this.settings = settings;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        long moved = handover.moved(plan).size();
        boolean marked = silence.needed(plan) && silence.pair(plan).filter(pair -> pair.probe().protocol() == CalendarAccount.Protocol.CALDAV).isPresent();
        HANDOVER_WANTED.set(execution, marked && moved > 0);
        HANDOVER_FINDING.set(execution, moved + " mailboxes have moved, " + handover.staying(plan)
            + " have not; meetings with one of those keep the mark, and so do meetings that are over.");
        HANDOVER_MAILBOX.set(execution, "");
        HANDOVER_ITEM.set(execution, "");
        HANDED_OVER.set(execution, 0L);
        HANDOVER_LEFT.set(execution, 0L);
        SILENCE_PATIENCE.set(execution, settings.patience());
        SILENCE_PROBE_ID.set(execution, "");
    }
}
