package org.mailferry.plan.process;

import static org.mailferry.process.PilotProcess.NOTHING_TO_REHEARSE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Picks the first switched mailbox of the pilot for the rehearsed rollback (V74). It only reads, so it may run twice. */
@Component("pickRehearsalMailbox")
final class PickRehearsalMailboxDelegate implements JavaDelegate {
    private final Members members;

    PickRehearsalMailboxDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId pilot = WAVE_ID.get(execution);
        List<MailboxId> switched = members.next(pilot, MemberState.SWITCHED, 1);
        if (switched.isEmpty()) {
            throw new BpmnError(NOTHING_TO_REHEARSE, "No mailbox of " + pilot + " was switched, so no rollback can be rehearsed");
        }
        MAILBOX_ID.set(execution, switched.get(0));
    }
}
