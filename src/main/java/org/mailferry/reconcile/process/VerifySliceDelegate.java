package org.mailferry.reconcile.process;

import static org.mailferry.process.MailboxMigrationProcess.DISCREPANCY_SUMMARY;
import static org.mailferry.process.MailboxMigrationProcess.IDENTICAL;
import static org.mailferry.process.MailboxMigrationProcess.REFUSED_COUNT;
import static org.mailferry.process.MailboxMigrationProcess.VERIFIED_TO_END;
import static org.mailferry.process.MailboxMigrationProcess.VERIFY_RUN;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.NextTry;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;
import org.springframework.stereotype.Component;

/** Compares a slice of the mailbox; what was read is kept, so it may run twice. */
@Component("verifySlice")
final class VerifySliceDelegate implements JavaDelegate {
    private final ComparedJobs jobs;
    private final Verification verification;
    private final Members members;
    private final MailsyncSettings settings;

    VerifySliceDelegate(ComparedJobs jobs, Verification verification, Members members, MailsyncSettings settings) {
        this.jobs = jobs;
        this.verification = verification;
        this.members = members;
        this.settings = settings;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        VerifyResult result = slice(execution, mailbox);
        VERIFIED_TO_END.set(execution, result.toEnd());
        IDENTICAL.set(execution, result.identical());
        REFUSED_COUNT.set(execution, result.refusedCount());
        VERIFY_RUN.set(execution, verification.lastRun(mailbox).orElse(0L));
        DISCREPANCY_SUMMARY.set(execution, result.summary());
        // At the cutover the member's state says so, and stays.
        if (members.get(mailbox).state() == MemberState.COPYING) {
            members.move(mailbox, MemberState.VERIFYING, "");
        }
    }

    /** When a server has no place or asked for a pause, the next slice is due later. */
    private VerifyResult slice(DelegateExecution execution, MailboxId mailbox) {
        try {
            return verification.slice(jobs.of(mailbox), settings.slice());
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            NextTry.after(execution, e.retryAfter().orElse(Duration.ZERO));
            return new VerifyResult(false, false, 0, "");
        }
    }
}
