package org.mailferry.plan.process;

import static org.mailferry.process.MigrationWaveProcess.ALL_STARTED;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/**
 * Starts one instance a member, a chunk in a transaction; members that were rolled back begin again. A member whose instance runs
 * is only marked, so it may run twice.
 */
@Component("startMembers")
final class StartMembersDelegate implements JavaDelegate {
    static final int CHUNK = 50;

    private final Members members;

    StartMembersDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        MailboxInstances instances = MailboxInstances.of(execution);
        List<MailboxId> chunk = Stream.of(MemberState.PLANNED, MemberState.ROLLED_BACK)
            .flatMap(state -> members.next(wave, state, CHUNK).stream()).limit(CHUNK).toList();
        for (MailboxId id : chunk) {
            instances.start(id, wave, execution);
            members.move(id, MemberState.STARTED, "");
        }
        ALL_STARTED.set(execution, chunk.size() < CHUNK);
    }
}
