package org.mailferry.process;

import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.JobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A step whose server asked to come back later is tried then, and no retry is used up: nobody has to act on a mere wait. */
@Component
class WaitingJobs extends AbstractProcessEnginePlugin {
    private static final Logger log = LoggerFactory.getLogger(WaitingJobs.class);
    private static final ExecuteJobHelper.ExceptionLoggingHandler USUAL = ExecuteJobHelper.LOGGING_HANDLER;

    @Override public void postInit(ProcessEngineConfigurationImpl configuration) {
        // The worker tells of a failed job, and a failed request of its caller; a second trace from within says no more.
        configuration.setEnableCmdExceptionLogging(false);
        ExecuteJobHelper.LOGGING_HANDLER = WaitingJobs::tell;
        FailedJobCommandFactory usual = configuration.getFailedJobCommandFactory();
        configuration.setFailedJobCommandFactory((job, failure) -> pause(failure).<Command<Object>>map(pause -> new Wait(job, failure, pause))
            .orElseGet(() -> usual.getCommand(job, failure)));
    }

    private static void tell(String job, Throwable failure) {
        pause(failure).ifPresentOrElse(pause -> log.info("Job {} is tried again in {}: {}", job, pause, failure.getMessage()),
            () -> USUAL.exceptionWhileExecutingJob(job, failure));
    }

    private static Optional<Duration> pause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof MigrationException known) {
                return known.kind() == FailureKind.THROTTLED ? known.retryAfter() : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static final class Wait extends JobRetryCmd {
        private static final long serialVersionUID = 1L;

        private final Duration pause;

        Wait(String job, Throwable failure, Duration pause) {
            super(job, failure);
            this.pause = pause;
        }

        @Override public Object execute(CommandContext command) {
            JobEntity job = getJob();
            if (job != null) {
                job.unlock();
                job.setDuedate(new Date(ClockUtil.getCurrentTime().getTime() + pause.toMillis()));
                notifyAcquisition(command);
            }
            return pause;
        }
    }
}
