package org.mailferry.target.process;

import static org.mailferry.process.MailboxMigrationProcess.MAILBOX_REFUSED;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.target.AccessResult;
import org.mailferry.target.TargetPlatform;
import org.springframework.stereotype.Component;

/** Lets the owner in to the account on the new platform. Safe to repeat: an open account stays open. */
@Component("switchMailbox")
final class SwitchMailboxDelegate implements JavaDelegate {
    private final PlannedTargets targets;
    private final AuditTrail trail;

    SwitchMailboxDelegate(PlannedTargets targets, AuditTrail trail) {
        this.targets = targets;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId id = MAILBOX_ID.get(execution);
        EmailAddress address = targets.mailbox(id).targetAddress();
        AccessResult result = open(targets.platformOf(id.plan()), address);
        String action = result.outcome() == AccessResult.Outcome.LEFT_TO_PEOPLE ? "left opening to administrator" : "opened account";
        trail.record(AuditEntry.bySystem(id.plan(), action, id.text(), address + ": " + result.text()));
    }

    private static AccessResult open(TargetPlatform platform, EmailAddress address) {
        try {
            return platform.open(address);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            throw new BpmnError(MAILBOX_REFUSED, e.getMessage());
        }
    }
}
