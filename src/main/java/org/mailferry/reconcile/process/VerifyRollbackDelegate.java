package org.mailferry.reconcile.process;

import static org.mailferry.process.MailboxMigrationProcess.VERIFIED_TO_END;
import static org.mailferry.process.RollbackProcess.COMPARED_SO_FAR;
import static org.mailferry.process.RollbackProcess.MAILBOX;
import static org.mailferry.process.RollbackProcess.ROLLBACK_PROBLEM;
import static org.mailferry.process.RollbackProcess.ROLLED_BACK_CLEAN;
import static org.mailferry.process.RollbackProcess.SCOPE_KIND;
import static org.mailferry.process.RollbackProcess.WAVE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;
import org.springframework.stereotype.Component;

/**
 * Compares, mailbox after mailbox, whether everything that arrived on the target is back on the source. When a slice is over before the
 * last mailbox it says so and is run again; what was read is kept, so each run gets further.
 */
@Component("verifyRollback")
final class VerifyRollbackDelegate implements JavaDelegate {
    private final Members members;
    private final ComparedJobs jobs;
    private final Verification verification;
    private final MailsyncSettings settings;
    private final Clock clock;

    VerifyRollbackDelegate(Members members, ComparedJobs jobs, Verification verification, MailsyncSettings settings, Clock clock) {
        this.members = members;
        this.jobs = jobs;
        this.verification = verification;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        Instant end = clock.instant().plus(settings.slice());
        List<MailboxId> mailboxes = scope(execution);
        int done = COMPARED_SO_FAR.find(execution).filter(count -> count < mailboxes.size()).orElse(0L).intValue();
        List<String> problems = new ArrayList<>();
        if (done > 0) {
            ROLLBACK_PROBLEM.find(execution).filter(found -> !found.isEmpty()).ifPresent(problems::add);
        }
        while (done < mailboxes.size() && clock.instant().isBefore(end)) {
            MailboxId mailbox = mailboxes.get(done);
            VerifyResult result = compare(mailbox, Duration.between(clock.instant(), end));
            if (result.toEnd()) {
                done++;
                if (!result.identical()) {
                    problems.add(mailbox.address() + ": " + result.summary());
                }
            }
        }
        boolean all = done == mailboxes.size();
        // A repeated rollback begins again at the first mailbox.
        COMPARED_SO_FAR.set(execution, all ? 0L : done);
        VERIFIED_TO_END.set(execution, all);
        ROLLED_BACK_CLEAN.set(execution, all && problems.isEmpty());
        ROLLBACK_PROBLEM.set(execution, String.join("\n", problems));
    }

    /** What only a person can change is a finding about this mailbox; it does not hold up the others. */
    private VerifyResult compare(MailboxId mailbox, Duration bound) {
        try {
            return verification.sliceBack(jobs.of(mailbox), bound);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return new VerifyResult(true, false, 0, e.getMessage());
        }
    }

    private List<MailboxId> scope(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        if (kind.equals(MAILBOX)) {
            return List.of(MAILBOX_ID.get(execution));
        }
        List<Member> chosen = kind.equals(WAVE) ? members.of(WAVE_ID.get(execution)) : members.of(PLAN_NAME.get(execution));
        return chosen.stream().filter(Member::canGoBack).map(Member::id).toList();
    }
}
