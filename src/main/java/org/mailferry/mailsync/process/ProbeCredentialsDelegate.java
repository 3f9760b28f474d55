package org.mailferry.mailsync.process;

import static org.mailferry.process.MailboxMigrationProcess.CREDENTIALS_REFUSED;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailboxLogins;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/**
 * Logs in to both sides before anything is copied; only looks, so it may run twice. A server that is busy is not waited for: the copy
 * logs in as well, and a refused login ends it in the same way.
 */
@Component("probeCredentials")
final class ProbeCredentialsDelegate implements JavaDelegate {
    private final PlannedJobs jobs;
    private final MailboxLogins logins;

    ProbeCredentialsDelegate(PlannedJobs jobs, MailboxLogins logins) {
        this.jobs = jobs;
        this.logins = logins;
    }

    @Override public void execute(DelegateExecution execution) {
        SyncJob job = jobs.of(MAILBOX_ID.get(execution));
        String refusals = Stream.of(job.source(), job.target()).flatMap(account -> refusal(account).stream())
            .collect(Collectors.joining("; "));
        if (!refusals.isEmpty()) {
            throw new BpmnError(CREDENTIALS_REFUSED, refusals);
        }
    }

    private Optional<String> refusal(MailAccount account) {
        try {
            return logins.refusal(account);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
