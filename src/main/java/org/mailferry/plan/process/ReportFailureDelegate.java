package org.mailferry.plan.process;

import static org.mailferry.process.MailboxMigrationProcess.FAILURE_TEXT;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Marks the mailbox failed, with the reason that the triage will show. Mark and entry are one transaction with the step. */
@Component("reportFailure")
final class ReportFailureDelegate implements JavaDelegate {
    private final Members members;
    private final AuditTrail trail;

    ReportFailureDelegate(Members members, AuditTrail trail) {
        this.members = members;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId id = MAILBOX_ID.get(execution);
        String reason = FAILURE_TEXT.find(execution).filter(text -> !text.isBlank()).orElse("no reason was given");
        members.move(id, MemberState.FAILED, reason);
        trail.record(AuditEntry.bySystem(id.plan(), "mailbox failed", id.text(), reason));
    }
}
