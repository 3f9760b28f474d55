package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.APPROVED_COUNT;
import static org.mailferry.process.MigrationWaveProcess.DELETIONS_APPROVED;
import static org.mailferry.process.MigrationWaveProcess.DELETIONS_DECIDED;
import static org.mailferry.process.MigrationWaveProcess.DELETION_BATCH;
import static org.mailferry.process.MigrationWaveProcess.DELETION_PROBLEM;
import static org.mailferry.process.MigrationWaveProcess.DELETION_REASON;
import static org.mailferry.process.MigrationWaveProcess.DELETION_SUMMARY;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.TwoWayRequests.Shown;
import org.mailferry.process.TaskSigner;
import org.springframework.stereotype.Component;

/**
 * Releases a batch of deletions for the next pass, or keeps the messages, and writes down who decided. A number that is not the
 * batch's decides nothing. In the engine's transaction, so it may run twice.
 */
@Component("applyDeletions")
final class ApplyDeletionsDelegate implements JavaDelegate {
    private static final String APPROVE_DELETIONS = "approve-deletions";

    private final TwoWayRequests requests;
    private final TaskSigner signer;
    private final AuditTrail trail;

    ApplyDeletionsDelegate(TwoWayRequests requests, TaskSigner signer, AuditTrail trail) {
        this.requests = requests;
        this.signer = signer;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        String batch = DELETION_BATCH.get(execution);
        List<Shown> shown = requests.of(batch);
        long count = CollectDeletionsDelegate.messages(shown);
        boolean approved = DELETIONS_APPROVED.get(execution);
        String named = APPROVED_COUNT.find(execution).orElse("").strip();
        boolean decided = !approved || named.equals(Long.toString(count));
        DELETIONS_DECIDED.set(execution, decided);
        DELETION_PROBLEM.set(execution, decided ? "" : "You named " + (named.isEmpty() ? "no number" : named) + ", the batch holds " + count + " messages.");
        if (!decided) {
            return;
        }
        if (approved) {
            requests.approve(batch);
        } else {
            requests.refuse(batch);
        }
        WaveId wave = WAVE_ID.get(execution);
        trail.record(new AuditEntry(wave.plan(), signer.of(execution, APPROVE_DELETIONS), approved ? "approved deletions on the source" : "refused deletions on the source",
            wave.text(), count + " messages. " + DELETION_REASON.find(execution).orElse("") + "\n" + DELETION_SUMMARY.find(execution).orElse("")));
    }
}
