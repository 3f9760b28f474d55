package org.mailferry.mailflow.process;

import static org.mailferry.process.RunbookVariables.STABILITY_WATCH;
import static org.mailferry.process.StabilizationProcess.WATCH_OVER;
import static org.mailferry.process.StabilizationProcess.WATCH_UNTIL;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sets the end of the watch once and compares it with the clock from then on, so it may run twice. */
@Component("judgeWatch")
final class JudgeWatchDelegate implements JavaDelegate {
    private final Clock clock;

    JudgeWatchDelegate(Clock clock) {
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = WATCH_UNTIL.find(execution).orElseGet(() -> now.plus(STABILITY_WATCH.get(execution)));
        WATCH_UNTIL.set(execution, until);
        WATCH_OVER.set(execution, !clock.instant().isBefore(until));
    }
}
