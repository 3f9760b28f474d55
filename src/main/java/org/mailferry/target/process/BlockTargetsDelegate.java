package org.mailferry.target.process;

import static org.mailferry.process.RollbackProcess.ALL_BLOCKED;
import static org.mailferry.process.RollbackProcess.BLOCKED_SO_FAR;
import static org.mailferry.process.RollbackProcess.ROLLBACK_STUCK;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.target.AccessResult;
import org.mailferry.target.TargetPlatform;
import org.springframework.stereotype.Component;

/**
 * Blocks the target accounts of a rollback, a slice at a time; none is ever deleted (P30). Safe to repeat: a blocked account stays
 * blocked. What the platform refuses for good leaves the loop as {@code rollbackStuck}. A rehearsal blocks too, and the mailbox's next provisioning opens the account again.
 */
@Component("blockTargets")
final class BlockTargetsDelegate implements JavaDelegate {
    private static final int MOST = 50;
    private static final Duration SLICE = Duration.ofSeconds(30);

    private final PlannedTargets targets;
    private final TargetsToBlock targetsToBlock;
    private final AuditTrail trail;
    private final Clock clock;

    BlockTargetsDelegate(PlannedTargets targets, TargetsToBlock targetsToBlock, AuditTrail trail, Clock clock) {
        this.targets = targets;
        this.targetsToBlock = targetsToBlock;
        this.trail = trail;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        List<MailboxId> mailboxes = targetsToBlock.mailboxes(execution);
        long before = BLOCKED_SO_FAR.find(execution).filter(count -> count < mailboxes.size()).orElse(0L);
        long done = before + blockSome(PLAN_NAME.get(execution), mailboxes.subList((int) before, mailboxes.size()));
        boolean all = done == mailboxes.size();
        // A repeated rollback begins again at the first account.
        BLOCKED_SO_FAR.set(execution, all ? 0L : done);
        ALL_BLOCKED.set(execution, all);
    }

    /** How many were done: at least one, unless the list is empty or its first one fails. */
    private int blockSome(PlanName plan, List<MailboxId> mailboxes) {
        TargetPlatform platform = targets.platformOf(plan);
        Instant end = clock.instant().plus(SLICE);
        int done = 0;
        for (MailboxId id : mailboxes) {
            if (done == MOST || done > 0 && !clock.instant().isBefore(end)) {
                return done;
            }
            try {
                block(platform, id);
            } catch (MigrationException e) {
                if (done == 0) {
                    throw e.kind() == FailureKind.PERMANENT ? new BpmnError(ROLLBACK_STUCK, id.address() + ": " + e.getMessage(), e) : e;
                }
                // What is done is committed with its audit entries; the next slice meets the failure first.
                return done;
            }
            done++;
        }
        return done;
    }

    private void block(TargetPlatform platform, MailboxId id) {
        EmailAddress address = targets.mailbox(id).targetAddress();
        AccessResult result = platform.block(address);
        String action = result.outcome() == AccessResult.Outcome.LEFT_TO_PEOPLE ? "left blocking to administrator" : "blocked account";
        trail.record(AuditEntry.bySystem(id.plan(), action, id.text(), address + ": " + result.text()));
    }
}
