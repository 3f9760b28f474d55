package org.mailferry.reconcile.process;

import static org.mailferry.process.MigrationWaveProcess.TRIAGE_REASON;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.reconcile.Verification;
import org.springframework.stereotype.Component;

/** Puts the name of whoever decided under every message that the last comparison found refused; what has a name keeps it, so it may run twice. */
@Component("acceptRefused")
final class AcceptRefusedDelegate implements JavaDelegate {
    private final Verification verification;
    private final AuditTrail audit;

    AcceptRefusedDelegate(Verification verification, AuditTrail audit) {
        this.verification = verification;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        String by = REQUESTED_BY.get(execution);
        String reason = TRIAGE_REASON.find(execution).orElse("");
        int accepted = verification.acceptRefused(mailbox, by, reason);
        audit.record(new AuditEntry(mailbox.plan(), by, "accepted refused messages", mailbox.text(), accepted + " of them. " + reason));
    }
}
