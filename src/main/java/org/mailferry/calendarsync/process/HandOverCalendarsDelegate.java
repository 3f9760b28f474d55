package org.mailferry.calendarsync.process;

import static org.mailferry.process.CalendarHandoverProcess.HANDED_OVER;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_DONE;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_ITEM;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_LEFT;
import static org.mailferry.process.CalendarHandoverProcess.HANDOVER_MAILBOX;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.ItemHandover;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/**
 * Hands over one slice of one mailbox. What is handed over is not marked any more, so it may run twice. A mailbox that only a person could
 * open is told in the trail and does not hold up the others.
 */
@Component("handOverCalendars")
final class HandOverCalendarsDelegate implements JavaDelegate {
    private static final int TOLD = 20;

    private final PlannedHandover planned;
    private final PlannedCalendars calendars;
    private final ItemHandover handover;
    private final CalendarsyncSettings settings;
    private final AuditTrail trail;

    HandOverCalendarsDelegate(PlannedHandover planned, PlannedCalendars calendars, ItemHandover handover, CalendarsyncSettings settings, AuditTrail trail) {
        this.planned = planned;
        this.calendars = calendars;
        this.handover = handover;
        this.settings = settings;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        String item = HANDOVER_ITEM.get(execution);
        Optional<MailboxId> mailbox = next(plan, HANDOVER_MAILBOX.get(execution), item);
        HANDOVER_DONE.set(execution, mailbox.isEmpty());
        if (mailbox.isEmpty()) {
            trail.record(AuditEntry.bySystem(plan, "handed calendars over", plan.text(), HANDED_OVER.get(execution) + " meetings, "
                + HANDOVER_LEFT.get(execution) + " wait for somebody who has not moved"));
            return;
        }
        ItemHandover.Result result = slice(plan, mailbox.get(), item);
        HANDOVER_MAILBOX.set(execution, mailbox.get().text());
        HANDOVER_ITEM.set(execution, result.cursor());
        HANDED_OVER.set(execution, HANDED_OVER.get(execution) + result.handedOver());
        HANDOVER_LEFT.set(execution, HANDOVER_LEFT.get(execution) + result.left());
        tell(mailbox.get(), result.problems());
    }

    /** The same mailbox while it has a last item, the one after it otherwise. */
    private Optional<MailboxId> next(PlanName plan, String last, String item) {
        return planned.moved(plan).stream().filter(mailbox -> item.isEmpty() ? mailbox.text().compareTo(last) > 0 : mailbox.text().compareTo(last) >= 0).findFirst();
    }

    private ItemHandover.Result slice(PlanName plan, MailboxId mailbox, String item) {
        try {
            return handover.slice(calendars.of(mailbox).target(), item, planned.nobodyToWaitFor(plan), settings.slice());
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return new ItemHandover.Result(true, "", 0, 0, List.of(String.valueOf(e.getMessage())));
        }
    }

    private void tell(MailboxId mailbox, List<String> problems) {
        if (!problems.isEmpty()) {
            trail.record(AuditEntry.bySystem(mailbox.plan(), "could not hand over " + problems.size() + " meetings", mailbox.text(),
                String.join("\n", problems.subList(0, Math.min(TOLD, problems.size())))));
        }
    }
}
