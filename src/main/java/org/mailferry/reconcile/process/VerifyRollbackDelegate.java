package org.mailferry.reconcile.process;

import static org.mailferry.process.MailboxMigrationProcess.VERIFIED_TO_END;
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
import org.mailferry.kernel.MailboxId;
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
        List<String> problems = new ArrayList<>();
        List<MailboxId> left = new ArrayList<>(scope(execution));
        while (!left.isEmpty() && clock.instant().isBefore(end)) {
            VerifyResult result = verification.sliceBack(jobs.of(left.get(0)), Duration.between(clock.instant(), end));
            if (result.toEnd()) {
                MailboxId mailbox = left.remove(0);
                if (!result.identical()) {
                    problems.add(mailbox.address() + ": " + result.summary());
                }
            }
        }
        if (!left.isEmpty()) {
            problems.add(left.size() + " mailboxes were not compared to the end; compare again");
        }
        VERIFIED_TO_END.set(execution, left.isEmpty());
        ROLLED_BACK_CLEAN.set(execution, problems.isEmpty());
        ROLLBACK_PROBLEM.set(execution, String.join("\n", problems));
    }

    private List<MailboxId> scope(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        if (kind.equals(MAILBOX)) {
            return List.of(MAILBOX_ID.get(execution));
        }
        List<Member> chosen = kind.equals(WAVE) ? members.of(WAVE_ID.get(execution)) : members.of(PLAN_NAME.get(execution));
        return chosen.stream().map(Member::id).toList();
    }
}
