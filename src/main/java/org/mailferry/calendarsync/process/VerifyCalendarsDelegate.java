package org.mailferry.calendarsync.process;

import static org.mailferry.process.MailboxMigrationProcess.CALENDARS_DIFFER;
import static org.mailferry.process.MailboxMigrationProcess.CALENDARS_REFUSED;
import static org.mailferry.process.RunbookVariables.CALENDARS_COMPARED;
import static org.mailferry.process.RunbookVariables.CALENDAR_VERIFY_RUN;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarVerification;
import org.mailferry.calendarsync.CalendarVerifyResult;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.NextTry;
import org.springframework.stereotype.Component;

/**
 * Compares a slice of the mailbox's calendars; what was read is kept, so it may run twice. What the target's own scripts carried is not
 * compared: nobody gave us a login for it.
 */
@Component("verifyCalendars")
final class VerifyCalendarsDelegate implements JavaDelegate {
    private final CalendarVerification verification;
    private final PlannedCalendars planned;
    private final Members members;
    private final CalendarsyncSettings settings;

    VerifyCalendarsDelegate(CalendarVerification verification, PlannedCalendars planned, Members members, CalendarsyncSettings settings) {
        this.verification = verification;
        this.planned = planned;
        this.members = members;
        this.settings = settings;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        if (!planned.carried(mailbox.plan())) {
            CALENDARS_COMPARED.set(execution, true);
            return;
        }
        CalendarVerifyResult result = slice(mailbox);
        CALENDARS_COMPARED.set(execution, result.toEnd());
        verification.lastRun(mailbox).ifPresent(run -> CALENDAR_VERIFY_RUN.set(execution, run));
        result.pause().ifPresent(pause -> NextTry.after(execution, pause));
        if (result.toEnd() && !result.identical()) {
            throw new BpmnError(CALENDARS_DIFFER, "Calendars: " + result.summary() + "\nAll of them: /report/" + mailbox.plan() + "/calendars/" + mailbox.address());
        }
    }

    private CalendarVerifyResult slice(MailboxId mailbox) {
        try {
            return verification.slice(planned.of(mailbox), pass(mailbox), settings.slice());
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.PERMANENT) {
                throw new BpmnError(CALENDARS_REFUSED, "Calendars: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** The first copy brings nothing back, so what only the target has is no difference then. */
    private CalendarPass pass(MailboxId mailbox) {
        return members.get(mailbox).state() == MemberState.CUTTING_OVER ? planned.duringCoexistence(mailbox.plan()) : CalendarPass.COPY;
    }
}
