package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MigrationException;
import org.slf4j.LoggerFactory;

/** What waiting costs an instance: time, and nothing else. */
class WaitingJobsTest {
    private static final Date NOW = new Date(1_795_000_000_000L);

    private final Deque<JavaDelegate> slices = new ArrayDeque<>();
    private ProcessEngine engine;
    private ManagementService jobs;

    @BeforeEach void aLoopOfSlices() {
        ClockUtil.setCurrentTime(NOW);
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "waiting-" + UUID.randomUUID();
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setProcessEngineName(name);
        configuration.setJobExecutorActivate(false);
        configuration.setFailedJobRetryTimeCycle("PT10S,PT1M");
        configuration.setBeans(new HashMap<>(Map.of("slice", (JavaDelegate) execution -> slices.remove().execute(execution))));
        configuration.setProcessEnginePlugins(List.of(new WaitingJobs()));
        engine = configuration.buildProcessEngine();
        jobs = engine.getManagementService();
        engine.getRepositoryService().createDeployment().addModelInstance("loop.bpmn", Bpmn.createExecutableProcess("loop").camundaHistoryTimeToLive(1)
            .startEvent().serviceTask("slice").camundaAsyncBefore().camundaExclusive(false).camundaDelegateExpression("${slice}")
            .exclusiveGateway("caught-up").condition("yes", "${caughtUp}").endEvent().moveToLastGateway().condition("no", "${!caughtUp}")
            .connectTo("slice").done()).deploy();
        engine.getRuntimeService().startProcessInstanceByKey("loop");
    }

    @AfterEach void close() {
        engine.close();
        ClockUtil.reset();
    }

    private Job job() {
        return jobs.createJobQuery().singleResult();
    }

    @Test void theNextSliceIsDueAfterThePause() {
        slices.add(execution -> {
            execution.setVariable("caughtUp", false);
            NextTry.after(execution, Duration.ofMillis(92_415));
        });
        String first = job().getId();
        jobs.executeJob(first);
        assertThat(job().getId()).isNotEqualTo(first);
        assertThat(job().getDuedate()).isEqualTo(new Date(NOW.getTime() + 92_415));
        assertThat(jobs.createJobQuery().executable().count()).as("no busy loop").isZero();
        assertThat(job().getExceptionMessage()).isNull();
    }

    @Test void withoutAPauseTheNextSliceIsDueAtOnce() {
        slices.add(execution -> execution.setVariable("caughtUp", false));
        jobs.executeJob(job().getId());
        assertThat(jobs.createJobQuery().executable().count()).isEqualTo(1);
    }

    @Test void aStepThatIsToldToComeBackLaterUsesUpNoRetry() {
        for (int time = 0; time < 10; time++) {
            slices.add(execution -> {
                throw MigrationException.throttled(Duration.ofSeconds(45), "all 4 connections are in use");
            });
            int retries = job().getRetries();
            assertThatThrownBy(() -> jobs.executeJob(job().getId())).hasMessageContaining("all 4 connections");
            assertThat(job().getRetries()).isEqualTo(retries).isPositive();
            assertThat(job().getDuedate()).isEqualTo(new Date(NOW.getTime() + 45_000));
        }
        assertThat(engine.getRuntimeService().createIncidentQuery().count()).isZero();
    }

    @Test void aWaitIsOneQuietLineAndAFailureItsTrace() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        try {
            ExecuteJobHelper.LOGGING_HANDLER.exceptionWhileExecutingJob("17", MigrationException.throttled(Duration.ofSeconds(45), "all 4 connections are in use"));
            ExecuteJobHelper.LOGGING_HANDLER.exceptionWhileExecutingJob("18", MigrationException.transientFailure("broken", null));
        } finally {
            root.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("Job 17 is tried again in PT45S: all 4 connections are in use");
        assertThat(lines.list.get(0).getThrowableProxy()).isNull();
        assertThat(lines.list.get(1).getThrowableProxy().getMessage()).isEqualTo("broken");
    }

    @Test void anythingElseIsRetriedAsBeforeAndEndsInAnIncident() {
        for (int time = 0; time < 3; time++) {
            slices.add(execution -> {
                throw MigrationException.transientFailure("broken", null);
            });
            assertThatThrownBy(() -> jobs.executeJob(job().getId())).hasMessageContaining("broken");
        }
        assertThat(job().getRetries()).isZero();
        assertThat(engine.getRuntimeService().createIncidentQuery().count()).isEqualTo(1);
    }
}
