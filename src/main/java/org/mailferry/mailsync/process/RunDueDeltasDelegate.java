package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.DELTAS_DONE;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.plan.Members;
import org.mailferry.plan.Plans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings mailboxes that wait for their cutover up to date, one after another within a slice. Each is claimed until its next turn, so
 * two runs never take the same one; a mailbox that cannot be reached waits for its next turn and does not hold up the others.
 */
@Component("runDueDeltas")
final class RunDueDeltasDelegate implements JavaDelegate {
    private static final Logger log = LoggerFactory.getLogger(RunDueDeltasDelegate.class);

    private final Plans plans;
    private final Members members;
    private final PlannedJobs jobs;
    private final MailboxSync sync;
    private final MailsyncSettings settings;
    private final Pacer pacer;
    private final Clock clock;

    RunDueDeltasDelegate(Plans plans, Members members, PlannedJobs jobs, MailboxSync sync, MailsyncSettings settings, Pacer pacer, Clock clock) {
        this.plans = plans;
        this.members = members;
        this.jobs = jobs;
        this.sync = sync;
        this.settings = settings;
        this.pacer = pacer;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        TimeBox slice = new TimeBox(clock, settings.slice());
        while (!slice.isOver()) {
            List<MailboxId> due = members.claimDueForDelta(wave, clock.instant(), plans.get(wave.plan()).policies().deltaEvery(), 1);
            if (due.isEmpty()) {
                DELTAS_DONE.set(execution, true);
                return;
            }
            due.forEach(mailbox -> bringUpToDate(mailbox, slice));
        }
        DELTAS_DONE.set(execution, false);
    }

    private void bringUpToDate(MailboxId mailbox, TimeBox slice) {
        try {
            boolean done = false;
            while (!done && !slice.isOver()) {
                SliceResult result = sync.slice(jobs.of(mailbox), jobs.betweenCopyAndCutover(mailbox), slice.left());
                done = result.caughtUp() || result.refusal().isPresent() || result.pause().filter(pause -> !waited(pause, slice)).isPresent();
            }
        } catch (MigrationException e) {
            log.warn("The delta pass of {} waits for its next turn: {}", mailbox, e.getMessage());
        }
    }

    /** A place comes free within seconds, and whoever stands there has it. A longer pause is the mailbox's next turn. */
    private boolean waited(Duration pause, TimeBox slice) {
        if (pause.compareTo(slice.left()) >= 0) {
            return false;
        }
        pacer.pause(pause);
        return true;
    }
}
