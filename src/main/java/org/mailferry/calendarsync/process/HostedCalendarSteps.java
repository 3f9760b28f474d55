package org.mailferry.calendarsync.process;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.HostedCalendars;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.Plans;
import org.mailferry.remote.RemoteHost;
import org.springframework.stereotype.Component;

/**
 * Steps of a mailbox whose calendars the target's own scripts carry. Where changes go both ways the tool copies and subscribes in the
 * first step, and keeps both sides in step from then on; where they do not, it copies in the first step and once more in the last.
 */
@Component
class HostedCalendarSteps {
    private static final Duration WHILE_STOPPED = Duration.ofMinutes(2);

    private final Plans plans;
    private final PlannedCalendars planned;
    private final HostedCalendars calendars;
    private final CalendarProgress progress;
    private final CalendarSilence silence;
    private final Clock clock;

    HostedCalendarSteps(Plans plans, PlannedCalendars planned, HostedCalendars calendars, CalendarProgress progress, CalendarSilence silence, Clock clock) {
        this.plans = plans;
        this.planned = planned;
        this.calendars = calendars;
        this.progress = progress;
        this.silence = silence;
        this.clock = clock;
    }

    enum Step { FIRST, LAST }

    boolean carries(PlanName plan) {
        return plans.get(plan).systems().calendarHost().isPresent();
    }

    /** Why nothing is brought back on a rollback; empty where Mailferry carries calendars itself. */
    Optional<String> leftBehind(PlanName plan) {
        if (!carries(plan)) {
            return Optional.empty();
        }
        return Optional.of(planned.duringCoexistence(plan) == CalendarPass.TWO_WAY
            ? "the target's own subscription carries what changes there; a person looks whether it did"
            : "the target's own scripts carry to the target only, so what was entered there since the switch must be entered on the source by hand");
    }

    /** Whether the scripts of a plan that names them could be started now. */
    CheckResult check(PlanName plan, String id, String row) {
        CalendarHost host = plans.get(plan).systems().calendarHost().orElseThrow();
        return calendars.obstacle(remote(host), host.scripts())
            .map(obstacle -> new CheckResult(id, row, Status.RED, obstacle + ". Correct target.calendarHost of the plan, or the host."))
            .orElseGet(() -> new CheckResult(id, row, Status.GREEN, host.login() + " may run the calendar scripts in " + host.scripts() + " on " + host));
    }

    /** @param move the mailbox's move; what was done in a step of one is done again only in another */
    CalendarSliceResult run(MailboxId mailbox, Step step, String move) {
        Optional<String> stop = silence.of(mailbox.plan()).stop().map(why -> "Calendars are stopped: " + why.reason());
        if (stop.isPresent()) {
            progress.failed(mailbox, stop.get(), clock.instant());
            return new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(WHILE_STOPPED));
        }
        try {
            CalendarSliceResult result = calendars.slice(job(mailbox, step, move));
            progress.record(mailbox, result, clock.instant());
            return result;
        } catch (MigrationException e) {
            progress.failed(mailbox, String.valueOf(e.getMessage()), clock.instant());
            throw e;
        }
    }

    private HostedCalendarJob job(MailboxId mailbox, Step step, String move) {
        CalendarHost host = plans.get(mailbox.plan()).systems().calendarHost().orElseThrow();
        return new HostedCalendarJob(mailbox, plans.mailbox(mailbox).targetAddress(), remote(host), host.scripts(), host.terminal(),
            operations(mailbox, step), move + "/" + step);
    }

    private List<Operation> operations(MailboxId mailbox, Step step) {
        boolean twoWay = planned.duringCoexistence(mailbox.plan()) == CalendarPass.TWO_WAY;
        if (!twoWay) {
            return List.of(Operation.SYNC);
        }
        return step == Step.FIRST ? List.of(Operation.SYNC, Operation.SUBSCRIBE) : List.of();
    }

    private static RemoteHost remote(CalendarHost host) {
        return new RemoteHost(host.host(), host.port(), host.hostKeys(), host.login(),
            host.byKey() ? RemoteHost.Proof.PRIVATE_KEY : RemoteHost.Proof.PASSWORD, host.secret());
    }
}
