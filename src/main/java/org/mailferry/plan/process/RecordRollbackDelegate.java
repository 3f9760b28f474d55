package org.mailferry.plan.process;

import static org.mailferry.process.RollbackProcess.REHEARSAL;
import static org.mailferry.process.RollbackProcess.ROLLBACK_REASON;
import static org.mailferry.process.RollbackProcess.SCOPE_KIND;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.MailboxMigrationProcess;
import org.mailferry.process.RollbackProcess;
import org.springframework.stereotype.Component;

/**
 * Marks the members of the scope as rolled back and ends their instances that still wait. Members that never began, or that were
 * given up, have nothing to go back from. Who is rolled back stays so, so it may run twice.
 */
@Component("recordRollback")
final class RecordRollbackDelegate implements JavaDelegate {
    private final Members members;
    private final AuditTrail trail;

    RecordRollbackDelegate(Members members, AuditTrail trail) {
        this.members = members;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        String what = REHEARSAL.find(execution).orElse(false) ? "rehearsed rollback" : "rolled back";
        String reason = ROLLBACK_REASON.find(execution).orElse("");
        MailboxInstances instances = MailboxInstances.of(execution);
        for (Member member : scope(execution)) {
            if (member.canGoBack()) {
                instances.tell(member.id(), MailboxMigrationProcess.ROLLED_BACK, Map.of());
                members.move(member.id(), MemberState.ROLLED_BACK, reason);
                trail.record(AuditEntry.bySystem(member.id().plan(), what, member.id().text(), reason));
            }
        }
    }

    private List<Member> scope(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        if (kind.equals(RollbackProcess.MAILBOX)) {
            return List.of(members.get(MAILBOX_ID.get(execution)));
        }
        return kind.equals(RollbackProcess.WAVE) ? members.of(WAVE_ID.get(execution)) : members.of(PLAN_NAME.get(execution));
    }
}
