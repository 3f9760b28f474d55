package org.mailferry.mailsync.process;

import static org.mailferry.process.RollbackProcess.COPY_BACK_SINCE;
import static org.mailferry.process.RollbackProcess.ROLLBACK_STUCK;
import static org.mailferry.process.RunbookVariables.CAUGHT_UP;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.PassRecord;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.springframework.stereotype.Component;

/**
 * Carries what arrived on the target after the copy back to the source, mailbox after mailbox, as many as a slice allows. A mailbox
 * is done when its pass back was finished after this round began, so it may run twice. What only a person can change (quota, login,
 * trust) leaves the loop as {@code rollbackStuck}.
 */
@Component("copyBack")
final class CopyBackDelegate implements JavaDelegate {
    private final RollbackScope scope;
    private final MailboxSync sync;
    private final SyncLedger ledger;
    private final MailsyncSettings settings;
    private final Clock clock;

    CopyBackDelegate(RollbackScope scope, MailboxSync sync, SyncLedger ledger, MailsyncSettings settings, Clock clock) {
        this.scope = scope;
        this.sync = sync;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        Instant since = COPY_BACK_SINCE.find(execution).orElseGet(clock::instant);
        COPY_BACK_SINCE.set(execution, since);
        TimeBox slice = new TimeBox(clock, settings.slice());
        for (SyncJob job : scope.jobs(execution)) {
            while (!isDone(job, since)) {
                if (slice.isOver()) {
                    CAUGHT_UP.set(execution, false);
                    return;
                }
                copyBack(job, slice);
            }
        }
        execution.removeVariable(COPY_BACK_SINCE.name());
        CAUGHT_UP.set(execution, true);
    }

    /** A mailbox that was never copied has nothing to give back. */
    private boolean isDone(SyncJob job, Instant since) {
        return ledger.folders(job.mailbox(), Direction.FORWARD).isEmpty()
            || ledger.lastPass(job.mailbox(), Direction.BACK).filter(PassRecord::isFinished).filter(pass -> !pass.startedAt().isBefore(since)).isPresent();
    }

    private void copyBack(SyncJob job, TimeBox slice) {
        SliceResult result = slice(job, slice);
        result.refusal().ifPresent(refusal -> {
            throw new BpmnError(ROLLBACK_STUCK, "Nothing more can be copied back to " + job.mailbox().address() + ": " + refusal.text());
        });
        result.pause().ifPresent(pause -> {
            throw MigrationException.throttled(pause, "The server of " + job.mailbox() + " asked for a pause");
        });
    }

    private SliceResult slice(SyncJob job, TimeBox slice) {
        try {
            return sync.slice(job, Pass.BACK, slice.left());
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            throw new BpmnError(ROLLBACK_STUCK, job.mailbox().address() + ": " + e.getMessage(), e);
        }
    }
}
