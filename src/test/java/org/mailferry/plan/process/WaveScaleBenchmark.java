package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.database.TestDatabase;
import org.mailferry.engine.TestEngine;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.folder.YamlPlanReader;

/**
 * How long a wave's own bookkeeping takes: the real {@code migration-wave} and {@code mailbox-migration} on PostgreSQL with the
 * application's job executor settings, every mailbox's work pretended to be done at once. No test of the build, because it asserts
 * no time: {@code mvn test -Dtest=WaveScaleBenchmark -Dmailferry.benchmark.sizes=300,1000,3000}. Figures: docs/benchmarks.md.
 */
class WaveScaleBenchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final JavaDelegate DONE = execution -> { };
    private static final JavaDelegate CAUGHT_UP = execution -> execution.setVariable("caughtUp", true);
    private static final JavaDelegate IDENTICAL = execution -> {
        execution.setVariable("verifiedToEnd", true);
        execution.setVariable("identical", true);
        execution.setVariable("discrepancySummary", "");
    };

    private final AtomicLong conflicts = new AtomicLong();

    static Stream<Integer> sizes() {
        return Stream.of(System.getProperty("mailferry.benchmark.sizes", "300,1000,3000").split(",")).map(Integer::valueOf);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void wave(int mailboxes) throws Exception {
        try (HikariDataSource pool = pool(); TestEngine engine = engine(pool)) {
            deploy(engine);
            PlanSource source = PlanWorld.source(mailboxes);
            engine.bean(Plans.class).store(((PlanReading.Valid) new YamlPlanReader().read(PlanWorld.PLAN, source)).plan(), source);
            engine.engine().getRuntimeService().startProcessInstanceByKey("migration-wave", Map.of("planName", "spring", "waveId", "spring/sales",
                "memberPoll", "PT2S", "deltaCycle", "R/PT1H", "calendars", false));
            measure(engine, "approve-wave");
            engine.engine().getTaskService().complete(task(engine, "approve-wave").getId(), Map.of("waveApproved", true));
            Measure copied = measure(engine, "switch-routes");
            engine.engine().getTaskService().complete(task(engine, "switch-routes").getId());
            Measure switched = measure(engine, "look-at-source-load");
            assertThat(engine.bean(Members.class).count(PlanWorld.SALES)).isEqualTo(Map.of(MemberState.SWITCHED, (long) mailboxes));
            System.out.printf("%d mailboxes: started and joined in %s; cut over and joined in %s; %d optimistic locking exceptions%n",
                mailboxes, copied.text(mailboxes), switched.text(mailboxes), conflicts.get());
        }
    }

    private record Measure(Duration time, Duration processor) {
        String text(int mailboxes) {
            return "%.1f s (%.0f mailboxes/s, %.1f s of CPU)".formatted(time.toMillis() / 1000.0, mailboxes * 1000.0 / time.toMillis(), processor.toMillis() / 1000.0);
        }
    }

    private static Measure measure(TestEngine engine, String untilTask) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Instant begin = Instant.now();
        long processor = system.getProcessCpuTime();
        while (task(engine, untilTask) == null) {
            assertThat(Duration.between(begin, Instant.now())).as("waiting for " + untilTask).isLessThan(PATIENCE);
            Thread.sleep(100);
        }
        return new Measure(Duration.between(begin, Instant.now()), Duration.ofNanos(system.getProcessCpuTime() - processor));
    }

    private static Task task(TestEngine engine, String key) {
        return engine.engine().getTaskService().createTaskQuery().taskDefinitionKey(key).singleResult();
    }

    private static void deploy(TestEngine engine) {
        Map<String, BpmnModelInstance> models = new HashMap<>();
        for (String process : List.of("migration-wave", "mailbox-migration")) {
            models.put(process, Bpmn.readModelFromFile(Path.of("processes", process + ".bpmn").toFile()));
        }
        for (String process : List.of("stabilization", "maintenance-window", "rollback")) {
            models.put(process, Bpmn.createExecutableProcess(process).camundaHistoryTimeToLive(1).startEvent()
                .serviceTask("done").camundaExpression("${execution.setVariable('windowId', 'w')}").endEvent().done());
        }
        engine.deploy(models);
    }

    private TestEngine engine(HikariDataSource pool) {
        Map<String, Object> beans = new HashMap<>();
        Stream.of("provisionMailbox", "probeCredentials", "switchMailbox", "acceptCalendars", "acceptRefused", "requireOpenWindow", "closeWindow", "runProbes",
            "runDueDeltas", "collectDeletions", "applyDeletions", "forecastWave", "recordWaveApproval", "requireWaveApproval").forEach(bean -> beans.put(bean, DONE));
        beans.put("sizeMailboxes", (JavaDelegate) execution -> execution.setVariable("allSized", true));
        beans.put("copySlice", CAUGHT_UP);
        beans.put("finalSlice", CAUGHT_UP);
        beans.put("verifySlice", IDENTICAL);
        beans.put("settingsOfTheApplication", new Settings());
        return new TestEngine(new TestDatabase(pool, pool.getJdbcUrl(), "postgres"), Map.of(), beans, "org.mailferry.plan", "org.mailferry.audit");
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.postgres().url() + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(25);
        return new HikariDataSource(config);
    }

    /** As application.yml has them. */
    private final class Settings extends AbstractProcessEnginePlugin {
        @Override public void preInit(ProcessEngineConfigurationImpl engine) {
            DefaultJobExecutor executor = new DefaultJobExecutor();
            executor.setCorePoolSize(8);
            executor.setMaxPoolSize(8);
            executor.setQueueSize(8);
            executor.setMaxJobsPerAcquisition(8);
            executor.setLockTimeInMillis(90_000);
            executor.setWaitTimeInMillis(1_000);
            executor.setMaxWait(5_000);
            engine.setJobExecutor(executor);
            engine.setJobExecutorActivate(true);
            engine.setJobExecutorAcquireByPriority(true);
            engine.setDefaultNumberOfRetries(4);
            engine.setCustomPreCommandInterceptorsTxRequired(List.of(new ConflictCount()));
        }
    }

    private final class ConflictCount extends CommandInterceptor {
        @Override public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (OptimisticLockingException e) {
                conflicts.incrementAndGet();
                throw e;
            }
        }
    }
}
