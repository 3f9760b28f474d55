package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.RollbackProcess;
import org.springframework.stereotype.Component;

/** The mailboxes whose target accounts a rollback blocks: those of its scope whose migration was ever started. */
@Component
final class TargetsToBlock {
    private final Members members;

    TargetsToBlock(Members members) {
        this.members = members;
    }

    /** In the order of the plan. */
    List<MailboxId> mailboxes(VariableScope scope) {
        return in(scope).stream().filter(member -> member.state() != MemberState.PLANNED).map(Member::id).toList();
    }

    private List<Member> in(VariableScope scope) {
        String kind = RollbackProcess.SCOPE_KIND.get(scope);
        if (kind.equals(RollbackProcess.MAILBOX)) {
            return List.of(members.get(MAILBOX_ID.get(scope)));
        }
        return kind.equals(RollbackProcess.WAVE) ? members.of(WAVE_ID.get(scope)) : members.of(PLAN_NAME.get(scope));
    }
}
