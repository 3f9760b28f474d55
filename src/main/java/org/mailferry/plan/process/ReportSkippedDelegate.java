package org.mailferry.plan.process;

import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Marks the mailbox skipped: it stays on the source. The reason is the triage's, or what it failed with. */
@Component("reportSkipped")
final class ReportSkippedDelegate implements JavaDelegate {
    private final Members members;
    private final AuditTrail trail;

    ReportSkippedDelegate(Members members, AuditTrail trail) {
        this.members = members;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId id = MAILBOX_ID.get(execution);
        Member member = members.get(id);
        members.move(id, MemberState.SKIPPED, member.reason());
        trail.record(AuditEntry.bySystem(id.plan(), "skipped mailbox", id.text(), member.reason()));
    }
}
