package org.mailferry.calendarsync.process;

import static org.mailferry.process.MailboxMigrationProcess.ACCEPTED_ALONE;
import static org.mailferry.process.RunbookVariables.CALENDAR_VERIFY_RUN;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.kernel.MailboxId;
import org.mailferry.process.TaskSigner;
import org.mailferry.process.TriageDecision;
import org.springframework.stereotype.Component;

/**
 * Puts the name of whoever decided under what the comparison of the calendars shown to him found: together where nothing can be lost, and
 * one by one, with a reason each, where an event may be. What has a name keeps it, so it may run twice. Comes before the acceptance of
 * mail, which clears what was typed.
 */
@Component("acceptCalendars")
final class AcceptCalendarsDelegate implements JavaDelegate {
    private final ComparedCalendars compared;
    private final AuditTrail audit;
    private final TaskSigner signer;
    private final Clock clock;

    AcceptCalendarsDelegate(ComparedCalendars compared, AuditTrail audit, TaskSigner signer, Clock clock) {
        this.compared = compared;
        this.audit = audit;
        this.signer = signer;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        if (CALENDAR_VERIFY_RUN.find(execution).isEmpty()) {
            return;
        }
        TriageDecision decision = TriageDecision.of(execution, signer);
        ACCEPTED_ALONE.find(execution).orElse("").lines().map(line -> line.strip().split("\\s+", 2)).filter(line -> line.length == 2)
            .forEach(line -> acceptOne(mailbox, line[0], decision.by(), line[1]));
        Map<CalendarDifference.Kind, Long> accepted = compared.acceptTogether(mailbox, CALENDAR_VERIFY_RUN.get(execution), decision.by(), decision.reason(), clock.instant());
        if (!accepted.isEmpty()) {
            String words = accepted.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", "));
            audit.record(new AuditEntry(mailbox.plan(), decision.by(), "accepted calendar differences", mailbox.text(), words + ". " + decision.reason()));
        }
    }

    /** A code that this mailbox's calendars do not know belongs to its mail, or to another mailbox of the wave. */
    private void acceptOne(MailboxId mailbox, String code, String by, String reason) {
        compared.acceptOne(mailbox, code, by, reason, clock.instant()).ifPresent(found -> audit.record(new AuditEntry(mailbox.plan(), by,
            "accepted a calendar difference", mailbox.text(), found.uid() + " in " + found.calendar() + ": " + found.words() + ". " + reason)));
    }
}
