package org.mailferry.reconcile.process;

import static org.mailferry.process.MailboxMigrationProcess.ACCEPTED_ALONE;
import static org.mailferry.process.MailboxMigrationProcess.VERIFY_RUN;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.process.TaskSigner;
import org.mailferry.process.TriageDecision;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Verification;
import org.springframework.stereotype.Component;

/**
 * Puts the name of whoever decided under every difference that the comparison shown to him found: together where nothing can be lost,
 * and one by one, with a reason each, where mail may be. What has a name keeps it, so it may run twice.
 */
@Component("acceptRefused")
final class AcceptRefusedDelegate implements JavaDelegate {
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
        TriageDecision decision = TriageDecision.of(execution, signer);
        String by = decision.by();
        String reason = decision.reason();
        ACCEPTED_ALONE.find(execution).orElse("").lines().map(String::strip).filter(line -> !line.isEmpty())
            .forEach(line -> acceptOne(mailbox, line, by));
        ACCEPTED_ALONE.set(execution, "");
        long shown = VERIFY_RUN.find(execution).or(() -> verification.lastRun(mailbox)).orElse(0L);
        Map<Kind, Long> accepted = verification.acceptTogether(mailbox, shown, by, reason);
        String words = accepted.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", "));
        audit.record(new AuditEntry(mailbox.plan(), by, "accepted differences", mailbox.text(), (words.isEmpty() ? "none" : words) + ". " + reason));
    }

    /** A code that this mailbox does not know belongs to another one of the wave, or is shown again. */
    private void acceptOne(MailboxId mailbox, String line, String by) {
        String[] parts = line.split("\\s+", 2);
        if (parts.length < 2) {
            audit.record(new AuditEntry(mailbox.plan(), by, "accepted nothing", mailbox.text(), "Without a reason: " + line));
            return;
        }
        verification.acceptOne(mailbox, parts[0], by, parts[1]).ifPresent(found -> audit.record(new AuditEntry(mailbox.plan(), by, "accepted a difference",
            mailbox.text(), found.kind() + " in " + found.folder() + ", UID " + Math.max(found.sourceUid(), found.targetUid()) + ". " + parts[1])));
    }
}
