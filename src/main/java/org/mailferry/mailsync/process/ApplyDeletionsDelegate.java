package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.APPROVED_COUNT;
import static org.mailferry.process.MigrationWaveProcess.DELETIONS_APPROVED;
import static org.mailferry.process.MigrationWaveProcess.DELETIONS_DECIDED;
import static org.mailferry.process.MigrationWaveProcess.DELETION_BATCH;
import static org.mailferry.process.MigrationWaveProcess.DELETION_COUNT;
import static org.mailferry.process.MigrationWaveProcess.DELETION_PROBLEM;
import static org.mailferry.process.MigrationWaveProcess.DELETION_REASON;
import static org.mailferry.process.MigrationWaveProcess.DELETION_SUMMARY;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.TwoWayRequests.Refusal;
import org.mailferry.mailsync.TwoWayRequests.Shown;
import org.mailferry.process.TaskSigner;
import org.springframework.stereotype.Component;

/**
 * Releases a batch of deletions for the next pass, or keeps the messages, and writes down who decided. A number that is not the
 * batch's, or not the one that was shown, decides nothing. In the engine's transaction, so it may run twice.
 */
@Component("applyDeletions")
final class ApplyDeletionsDelegate implements JavaDelegate {
    private static final String APPROVE_DELETIONS = "approve-deletions";

    private final TwoWayRequests requests;
    private final TaskSigner signer;
    private final AuditTrail trail;
    private final Clock clock;

    ApplyDeletionsDelegate(TwoWayRequests requests, TaskSigner signer, AuditTrail trail, Clock clock) {
        this.requests = requests;
        this.signer = signer;
        this.trail = trail;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        String batch = DELETION_BATCH.get(execution);
        List<Shown> undecided = requests.undecided(batch);
        long count = Shown.messages(undecided);
        boolean approved = DELETIONS_APPROVED.get(execution);
        Optional<String> problem = approved ? problem(execution, count) : Optional.empty();
        DELETIONS_DECIDED.set(execution, problem.isEmpty());
        DELETION_PROBLEM.set(execution, problem.orElse(""));
        if (problem.isPresent()) {
            DELETION_COUNT.set(execution, count);
            DELETION_SUMMARY.set(execution, CollectDeletionsDelegate.summary(undecided));
            return;
        }
        String by = signer.of(execution, APPROVE_DELETIONS);
        String reason = DELETION_REASON.find(execution).orElse("");
        if (approved) {
            release(batch, count);
        } else {
            requests.refuse(batch, new Refusal(by, clock.instant(), reason));
        }
        WaveId wave = WAVE_ID.get(execution);
        trail.record(new AuditEntry(wave.plan(), by, approved ? "approved deletions on the source" : "refused deletions on the source",
            wave.text(), count + " messages. " + reason + "\n" + DELETION_SUMMARY.find(execution).orElse("")));
    }

    /** The number that was shown, that is named and that would be let go has to be one. */
    private static Optional<String> problem(DelegateExecution execution, long count) {
        String named = APPROVED_COUNT.find(execution).orElse("").strip();
        if (!named.equals(Long.toString(count))) {
            return Optional.of("You named " + (named.isEmpty() ? "no number" : named) + ", the batch holds " + count + " messages.");
        }
        return DELETION_COUNT.get(execution) == count ? Optional.empty()
            : Optional.of("The batch changed since it was shown: it holds " + count + " messages now.");
    }

    private void release(String batch, long count) {
        if (!requests.approve(batch, count)) {
            throw MigrationException.transientFailure("Batch " + batch + " changed while it was approved", null);
        }
    }
}
