package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Marks the mailbox switched. Mark and entry are one transaction with the step. */
@Component("reportSwitched")
final class ReportSwitchedDelegate implements JavaDelegate {
    private final Members members;
    private final AuditTrail trail;

    ReportSwitchedDelegate(Members members, AuditTrail trail) {
        this.members = members;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId id = MAILBOX_ID.get(execution);
        members.move(id, MemberState.SWITCHED, "");
        trail.record(AuditEntry.bySystem(id.plan(), "switched mailbox", id.text(), "copied, verified identical and opened on the target"));
    }
}
