package org.mailferry.reconcile.process;

import static org.mailferry.process.MigrationWaveProcess.TRIAGE_REASON;
import static org.mailferry.process.RunbookVariables.CUTOVER_AT_ONCE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.process.TaskSigner;
import org.mailferry.reconcile.Verification;
import org.springframework.stereotype.Component;

/** Puts the name of whoever decided under every message that the last comparison found refused; what has a name keeps it, so it may run twice. */
@Component("acceptRefused")
final class AcceptRefusedDelegate implements JavaDelegate {
    private static final String REPAIR_MAILBOX = "repair-mailbox";

    private final Verification verification;
    private final AuditTrail audit;
    private final TaskSigner signer;

    AcceptRefusedDelegate(Verification verification, AuditTrail audit, TaskSigner signer) {
        this.verification = verification;
        this.audit = audit;
        this.signer = signer;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId mailbox = MAILBOX_ID.get(execution);
        // Alone, the one who repaired it decided; in a wave, the triage passed the name on.
        boolean alone = CUTOVER_AT_ONCE.find(execution).orElse(false);
        String by = alone ? signer.of(execution, REPAIR_MAILBOX) : REQUESTED_BY.get(execution);
        String reason = TRIAGE_REASON.find(execution).orElse("");
        int accepted = verification.acceptRefused(mailbox, by, reason);
        audit.record(new AuditEntry(mailbox.plan(), by, "accepted refused messages", mailbox.text(), accepted + " of them. " + reason));
    }
}
