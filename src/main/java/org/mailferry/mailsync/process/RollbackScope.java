package org.mailferry.mailsync.process;

import static org.mailferry.process.RollbackProcess.MAILBOX;
import static org.mailferry.process.RollbackProcess.SCOPE_KIND;
import static org.mailferry.process.RollbackProcess.WAVE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/** The mailboxes that a rollback speaks of. */
@Component
class RollbackScope {
    private final WaveJobs waves;
    private final PlannedJobs jobs;

    RollbackScope(WaveJobs waves, PlannedJobs jobs) {
        this.waves = waves;
        this.jobs = jobs;
    }

    List<SyncJob> jobs(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        if (kind.equals(MAILBOX)) {
            return List.of(jobs.of(MAILBOX_ID.get(execution)));
        }
        return kind.equals(WAVE) ? waves.of(WAVE_ID.get(execution)) : waves.of(PLAN_NAME.get(execution));
    }
}
