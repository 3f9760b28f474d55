package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MigrationException;

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
