package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.ALL_SIZED;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.mailsync.MailboxScale;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/** Measures the wave's mailboxes, as many as a slice allows. A measurement counts for a day, so it may run twice. */
@Component("sizeMailboxes")
final class SizeMailboxesDelegate implements JavaDelegate {
    private static final Duration VALID = Duration.ofDays(1);

    private final WaveJobs jobs;
    private final MailboxScale scale;
    private final MailsyncSettings settings;
    private final Clock clock;

    SizeMailboxesDelegate(WaveJobs jobs, MailboxScale scale, MailsyncSettings settings, Clock clock) {
        this.jobs = jobs;
        this.scale = scale;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        TimeBox slice = new TimeBox(clock, settings.slice());
        for (SyncJob job : jobs.of(WAVE_ID.get(execution))) {
            if (scale.isFresh(job, VALID)) {
                continue;
            }
            if (slice.isOver()) {
                ALL_SIZED.set(execution, false);
                return;
            }
            scale.measure(job);
        }
        ALL_SIZED.set(execution, true);
    }
}
