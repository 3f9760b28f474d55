package org.mailferry.process;

import static org.mailferry.process.MailboxMigrationProcess.REPAIR_REASON;
import static org.mailferry.process.MigrationWaveProcess.TRIAGE_REASON;
import static org.mailferry.process.RunbookVariables.CUTOVER_AT_ONCE;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What a person decided about a mailbox that failed.
 *
 * @param by the user id
 * @param reason empty where none was given
 */
public record TriageDecision(String by, String reason) {
    private static final String REPAIR_MAILBOX = "repair-mailbox";

    /** Alone, the one who repaired it decided; in a wave, the triage passed the name on. */
    public static TriageDecision of(DelegateExecution execution, TaskSigner signer) {
        boolean alone = CUTOVER_AT_ONCE.find(execution).orElse(false);
        return new TriageDecision(alone ? signer.of(execution, REPAIR_MAILBOX) : REQUESTED_BY.get(execution),
            (alone ? REPAIR_REASON : TRIAGE_REASON).find(execution).orElse(""));
    }
}
