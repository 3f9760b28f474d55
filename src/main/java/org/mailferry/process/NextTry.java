package org.mailferry.process;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextListener;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Lets the next step of an instance begin later than at once, without a worker, an incident or a retry spent on the wait. The step that
 * comes must be asynchronous and not exclusive: an exclusive one is handed straight to the worker that made it.
 */
public final class NextTry {
    private NextTry() {}

    /** The job that this step leaves behind is due after {@code pause}. */
    public static void after(DelegateExecution execution, Duration pause) {
        String instance = execution.getProcessInstanceId();
        Date due = new Date(ClockUtil.getCurrentTime().getTime() + pause.toMillis());
        Context.getCommandContext().registerCommandContextListener(new CommandContextListener() {
            @Override public void onCommandContextClose(CommandContext command) {
                // The cache knows jobs by their common ancestor only.
                command.getDbEntityManager().getCachedEntitiesByType(AcquirableJobEntity.class).stream()
                    .filter(job -> job instanceof MessageEntity && job.getDuedate() == null && instance.equals(job.getProcessInstanceId()))
                    .forEach(job -> job.setDuedate(due));
            }

            @Override public void onCommandFailed(CommandContext command, Throwable failure) {
                // Nothing is left behind then.
            }
        });
    }
}
