package org.mailferry.plan.process;

import static org.mailferry.process.MigrationWaveProcess.ALL_ORDERED;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.MailboxMigrationProcess;
import org.springframework.stereotype.Component;

/** Orders the next chunk of ready members to cut over. Each order leaves the ready ones, so it may run twice. */
@Component("orderCutover")
final class OrderCutoverDelegate implements JavaDelegate {
    private final Members members;

    OrderCutoverDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxInstances instances = MailboxInstances.of(execution);
        List<MailboxId> chunk = members.next(WAVE_ID.get(execution), MemberState.READY, StartMembersDelegate.CHUNK);
        for (MailboxId id : chunk) {
            if (instances.tell(id, MailboxMigrationProcess.CUTOVER_ORDERED, Map.of())) {
                members.move(id, MemberState.CUTTING_OVER, "");
            } else {
                members.move(id, MemberState.FAILED, "No process instance of this mailbox waits for its cutover; trying again starts a new one");
            }
        }
        ALL_ORDERED.set(execution, chunk.size() < StartMembersDelegate.CHUNK);
    }
}
