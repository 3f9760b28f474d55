package org.mailferry.mailsync.process;

import static org.mailferry.process.MailboxMigrationProcess.COPY_REFUSED;
import static org.mailferry.process.RunbookVariables.CAUGHT_UP;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.NextTry;

/**
 * Copies one slice of the mailbox in the given pass. The ledger knows what was done, under a lease, so it may run twice. What only
 * a person can change (quota, login, trust) leaves the loop as {@code copyRefused}. When a server has no place or asked for a pause,
 * the next slice is due later, and the worker serves another mailbox meanwhile.
 */
final class CopySliceDelegate implements JavaDelegate {
    private final Slices slices;
    private final PlannedJobs jobs;
    private final Members members;
    private final Pass pass;
    private final MemberState state;

    CopySliceDelegate(Slices slices, PlannedJobs jobs, Members members, Pass pass, MemberState state) {
        this.slices = slices;
        this.jobs = jobs;
        this.members = members;
        this.pass = pass;
        this.state = state;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        SliceResult result = slice(mailbox);
        CAUGHT_UP.set(execution, result.caughtUp());
        result.pause().ifPresent(pause -> NextTry.after(execution, pause));
        if (members.get(mailbox).state() != state) {
            members.move(mailbox, state, "");
        }
    }

    private SliceResult slice(MailboxId mailbox) {
        try {
            SliceResult result = slices.run(jobs.of(mailbox), pass);
            result.refusal().ifPresent(refusal -> {
                throw new BpmnError(COPY_REFUSED, refusal.text());
            });
            return result;
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.PERMANENT) {
                throw new BpmnError(COPY_REFUSED, e.getMessage(), e);
            }
            throw e;
        }
    }
}
