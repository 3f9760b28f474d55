package org.mailferry.mailsync.process;

import static org.mailferry.process.MailboxMigrationProcess.CREDENTIALS_REFUSED;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.mailsync.MailboxLogins;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/** Logs in to both sides before anything is copied; only looks, so it may run twice. */
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
        String refusals = Stream.of(job.source(), job.target()).flatMap(account -> logins.refusal(account).stream())
            .collect(Collectors.joining("; "));
        if (!refusals.isEmpty()) {
            throw new BpmnError(CREDENTIALS_REFUSED, refusals);
        }
    }
}
