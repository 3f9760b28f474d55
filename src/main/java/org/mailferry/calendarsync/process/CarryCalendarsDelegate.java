package org.mailferry.calendarsync.process;

import static org.mailferry.process.MailboxMigrationProcess.CALENDARS_REFUSED;
import static org.mailferry.process.RunbookVariables.CALENDARS_CAUGHT_UP;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.util.function.Function;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.process.NextTry;

/**
 * Carries one slice of the mailbox's calendars. What was done is remembered item by item, so it may run twice. What only a person can
 * change (a login, a right, a guard that stopped it) leaves the loop as {@code calendarsRefused}. When a server asked for a pause, the
 * next slice is due later, and the worker serves another mailbox meanwhile.
 */
final class CarryCalendarsDelegate implements JavaDelegate {
    private final CalendarSlices slices;
    private final CalendarsyncSettings settings;
    private final Function<MailboxId, CalendarPass> pass;
    private final HostedCalendarSteps hosted;
    private final HostedCalendarSteps.Step step;

    CarryCalendarsDelegate(CalendarSlices slices, CalendarsyncSettings settings, Function<MailboxId, CalendarPass> pass, HostedCalendarSteps hosted,
                           HostedCalendarSteps.Step step) {
        this.slices = slices;
        this.settings = settings;
        this.pass = pass;
        this.hosted = hosted;
        this.step = step;
    }

    @Override public void execute(DelegateExecution execution) {
        CalendarSliceResult result = slice(MAILBOX_ID.get(execution), execution.getProcessInstanceId());
        result.refusal().ifPresent(refusal -> {
            throw new BpmnError(CALENDARS_REFUSED, refusal(refusal));
        });
        CALENDARS_CAUGHT_UP.set(execution, result.caughtUp());
        result.pause().ifPresent(pause -> NextTry.after(execution, pause));
    }

    private CalendarSliceResult slice(MailboxId mailbox, String move) {
        try {
            return hosted.carries(mailbox.plan()) ? hosted.run(mailbox, step, move) : slices.run(mailbox, pass.apply(mailbox), settings.slice());
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.PERMANENT) {
                throw new BpmnError(CALENDARS_REFUSED, refusal(String.valueOf(e.getMessage())), e);
            }
            throw e;
        }
    }

    /** Triage shows it among reasons that are about mail. */
    private static String refusal(String reason) {
        return "Calendars: " + reason;
    }
}
