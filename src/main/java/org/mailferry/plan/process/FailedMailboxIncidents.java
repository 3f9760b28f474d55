package org.mailferry.plan.process;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.MailboxMigrationProcess;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A mailbox whose job ran out of retries counts as failed in its wave, so that the triage shows it; when the job gets retries
 * again, from the triage or in Cockpit, the mailbox is on its way again. Ledger and incident are one transaction.
 */
final class FailedMailboxIncidents extends DefaultIncidentHandler {
    private final ObjectProvider<Members> members;

    FailedMailboxIncidents(ObjectProvider<Members> members) {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
        this.members = members;
    }

    @Override public Incident handleIncident(IncidentContext context, @Nullable String message) {
        String reason = gaveUp(context.getActivityId()) + message;
        mailbox(context).ifPresent(id -> members.getObject().move(id, MemberState.FAILED, reason));
        return super.handleIncident(context, message);
    }

    /** The engine also calls this for every job that is done and never was an incident. */
    @Override public void resolveIncident(IncidentContext context) {
        List<Incident> incidents = Context.getCommandContext().getIncidentManager().findIncidentByConfiguration(context.getConfiguration());
        if (incidents.isEmpty()) {
            return;
        }
        String gaveUp = gaveUp(incidents.get(0).getActivityId());
        mailbox(context).map(members.getObject()::get)
            .filter(member -> member.state() == MemberState.FAILED && member.reason().startsWith(gaveUp))
            .ifPresent(member -> members.getObject().move(member.id(), MemberState.STARTED, ""));
        super.resolveIncident(context);
    }

    private static String gaveUp(String activityId) {
        return "Step " + activityId + " gave up: ";
    }

    private static Optional<MailboxId> mailbox(IncidentContext context) {
        if (context.getExecutionId() == null) {
            return Optional.empty();
        }
        ExecutionEntity execution = Context.getCommandContext().getExecutionManager().findExecutionById(context.getExecutionId());
        if (execution == null) {
            return Optional.empty();
        }
        ExecutionEntity instance = execution.getProcessInstance();
        boolean ours = instance.getProcessDefinition().getKey().equals(MailboxMigrationProcess.KEY) && instance.getBusinessKey() != null;
        return ours ? Optional.of(MailboxId.parse(instance.getBusinessKey())) : Optional.empty();
    }
}
