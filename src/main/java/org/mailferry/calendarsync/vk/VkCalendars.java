package org.mailferry.calendarsync.vk;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.HostedCalendars;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedRuns.Run;
import org.mailferry.calendarsync.HostedRuns.State;
import org.mailferry.remote.RemoteHost;

/**
 * VK's scripts, one login at a time so that one user's trouble is not another's. Whether a script may be run twice for a login is not
 * written anywhere: after a bad end, or one that was not seen, only a person has it run again.
 */
final class VkCalendars implements HostedCalendars {
    private final HostedRuns runs;
    private final VkRunner runner;
    private final Duration poll;
    private final Clock clock;

    VkCalendars(HostedRuns runs, VkRunner runner, Duration poll, Clock clock) {
        this.runs = runs;
        this.runner = runner;
        this.poll = poll;
        this.clock = clock;
    }

    @Override public CalendarSliceResult slice(HostedCalendarJob job) {
        for (Operation operation : job.operations()) {
            Optional<Run> run = runs.find(job.mailbox(), job.turn(), operation);
            if (run.isEmpty() || run.get().state() != State.DONE) {
                return run.isPresent() ? after(run.get(), job) : begun(job, operation);
            }
        }
        return new CalendarSliceResult(true, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    @Override public Optional<String> obstacle(RemoteHost host, String scripts) {
        return Arrays.stream(Operation.values()).map(operation -> runner.obstacle(host, scripts, operation)).flatMap(Optional::stream).findFirst();
    }

    private CalendarSliceResult after(Run run, HostedCalendarJob job) {
        boolean waiting = clock.instant().isBefore(run.until());
        return switch (run.state()) {
            case RUNNING -> waiting ? pause() : unseen(run, job);
            case NOT_BEGUN -> waiting ? pause() : begun(job, run.operation());
            case FAILED -> told(run, run.detail());
            case TOLD, DONE -> begun(job, run.operation());
        };
    }

    /** Whoever ran it died. */
    private CalendarSliceResult unseen(Run run, HostedCalendarJob job) {
        String detail = VkScript.name(run.operation()) + " on " + job.host() + " for " + job.login() + " was begun and its end was not seen, because Mailferry was stopped. "
            + "It may have done its work: look at the user's calendar and on the host before it is begun again";
        return runs.end(run, State.FAILED, detail, run.until()) ? told(run, detail) : pause();
    }

    private CalendarSliceResult told(Run run, String detail) {
        runs.told(run);
        return new CalendarSliceResult(false, 0, 0, 0, 0, 1, 0, Optional.of(detail), Optional.empty());
    }

    private CalendarSliceResult begun(HostedCalendarJob job, Operation operation) {
        runner.begin(job, operation);
        return pause();
    }

    private CalendarSliceResult pause() {
        return new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(poll));
    }
}
