package org.mailferry.target.process;

import static org.mailferry.process.MailboxMigrationProcess.MAILBOX_REFUSED;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetPlatform;
import org.springframework.stereotype.Component;

/**
 * Makes the account on the new platform, or makes sure that it is there and open. Safe to repeat: what exists is found and only
 * differences are set. What only a person can change ends in the triage instead of in retries.
 */
@Component("provisionMailbox")
final class ProvisionMailboxDelegate implements JavaDelegate {
    private final PlannedTargets targets;
    private final AuditTrail trail;

    ProvisionMailboxDelegate(PlannedTargets targets, AuditTrail trail) {
        this.targets = targets;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MailboxId id = MAILBOX_ID.get(execution);
        PlannedMailbox mailbox = targets.mailbox(id);
        ProvisionResult result = provision(targets.platformOf(id.plan()), PlannedTargets.account(mailbox));
        trail.record(AuditEntry.bySystem(id.plan(), action(result), id.text(), mailbox.targetAddress() + ": " + result.text()));
        if (result instanceof ProvisionResult.Refused refused) {
            throw new BpmnError(MAILBOX_REFUSED, refused.text());
        }
    }

    private static ProvisionResult provision(TargetPlatform platform, DesiredAccount account) {
        try {
            return platform.provision(account);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return new ProvisionResult.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static String action(ProvisionResult result) {
        if (result instanceof ProvisionResult.Refused) {
            return "could not provision account";
        }
        return result instanceof ProvisionResult.LeftToPeople ? "left account to administrator" : "provisioned account";
    }
}
