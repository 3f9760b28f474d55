package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.CUTOVER_AT_ONCE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Marks the mailbox ready for its cutover, or already cutting over when nobody waits for it. The same mark twice is one. */
@Component("reportReady")
final class ReportReadyDelegate implements JavaDelegate {
    private final Members members;

    ReportReadyDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        boolean atOnce = CUTOVER_AT_ONCE.find(execution).orElse(false);
        members.move(MAILBOX_ID.get(execution), atOnce ? MemberState.CUTTING_OVER : MemberState.READY, "");
    }
}
