package org.mailferry.calendarsync.process;

import static org.mailferry.process.RollbackProcess.CALENDARS_SO_FAR;
import static org.mailferry.process.RollbackProcess.MAILBOX;
import static org.mailferry.process.RollbackProcess.ROLLBACK_STUCK;
import static org.mailferry.process.RollbackProcess.SCOPE_KIND;
import static org.mailferry.process.RollbackProcess.WAVE;
import static org.mailferry.process.RunbookVariables.CALENDARS_CAUGHT_UP;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/**
 * Brings back what users changed in their calendars on the target, mailbox after mailbox, as many as a slice allows. Only who was
 * switched worked there. What was done is remembered, so it may run twice. What only a person can change leaves the loop as
 * {@code rollbackStuck}. Where calendars are stopped, because the target told somebody, the rollback is not held up: nothing more is
 * written, and the audit trail says so.
 */
@Component("copyBackCalendars")
final class CopyBackCalendarsDelegate implements JavaDelegate {
    private final Members members;
    private final CalendarSlices slices;
    private final CalendarSilence silence;
    private final HostedCalendarSteps hosted;
    private final AuditTrail trail;
    private final CalendarsyncSettings settings;
    private final Clock clock;

    CopyBackCalendarsDelegate(Members members, CalendarSlices slices, CalendarSilence silence, HostedCalendarSteps hosted, AuditTrail trail,
                              CalendarsyncSettings settings, Clock clock) {
        this.members = members;
        this.slices = slices;
        this.silence = silence;
        this.hosted = hosted;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        List<MailboxId> scope = scope(execution);
        int done = CALENDARS_SO_FAR.find(execution).orElse(0L).intValue();
        Optional<String> obstacle = hosted.leftBehind(plan).or(() -> silence.of(plan).stop().map(stop -> "calendars are stopped: " + stop.reason()));
        boolean caughtUp = obstacle.map(reason -> leftBehind(plan, scope.size() - done, reason)).orElseGet(() -> broughtBack(execution, scope, done));
        CALENDARS_CAUGHT_UP.set(execution, caughtUp);
        if (caughtUp) {
            execution.removeVariable(CALENDARS_SO_FAR.name());
        }
    }

    private List<MailboxId> scope(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        List<Member> chosen = kind.equals(MAILBOX) ? List.of(members.get(MAILBOX_ID.get(execution)))
            : kind.equals(WAVE) ? members.of(WAVE_ID.get(execution)) : members.of(PLAN_NAME.get(execution));
        return chosen.stream().filter(Member::canGoBack).filter(member -> member.switchedAt().isPresent()).map(Member::id).toList();
    }

    private boolean leftBehind(PlanName plan, int mailboxes, String reason) {
        if (mailboxes > 0) {
            trail.record(AuditEntry.bySystem(plan, "left calendars behind", plan.text(), "The calendars of " + mailboxes
                + " mailboxes were not brought back: " + reason));
        }
        return true;
    }

    private boolean broughtBack(DelegateExecution execution, List<MailboxId> scope, int from) {
        Instant end = clock.instant().plus(settings.slice());
        for (int done = from; done < scope.size(); done++) {
            boolean caughtUp = false;
            while (!caughtUp) {
                if (!clock.instant().isBefore(end)) {
                    CALENDARS_SO_FAR.set(execution, (long) done);
                    return false;
                }
                caughtUp = slice(scope.get(done), Duration.between(clock.instant(), end));
            }
        }
        return true;
    }

    private boolean slice(MailboxId mailbox, Duration length) {
        CalendarSliceResult result;
        try {
            result = slices.run(mailbox, CalendarPass.TWO_WAY, length);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            throw new BpmnError(ROLLBACK_STUCK, stuck(mailbox, String.valueOf(e.getMessage())), e);
        }
        result.refusal().ifPresent(refusal -> {
            throw new BpmnError(ROLLBACK_STUCK, stuck(mailbox, refusal));
        });
        result.pause().ifPresent(pause -> {
            throw MigrationException.throttled(pause, "The calendars of " + mailbox + " wait");
        });
        return result.caughtUp();
    }

    private static String stuck(MailboxId mailbox, String reason) {
        return mailbox.address() + ", calendars: " + reason;
    }
}
