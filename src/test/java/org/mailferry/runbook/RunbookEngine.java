package org.mailferry.runbook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretDigest;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.Sha256;
import org.mailferry.process.TaskSigner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The capabilities under test, scanned, around a real engine: job executor off, one database for both, plan, audit trail, checks, clock
 * and secrets in memory.
 */
public final class RunbookEngine implements AutoCloseable {
    public final KeptPlan plan = new KeptPlan();
    public final List<AuditEntry> audited = new ArrayList<>();
    public final Map<String, CheckResult> checks = new LinkedHashMap<>();
    private static final Instant MORNING = Instant.parse("2026-12-24T09:00:00Z");

    public Instant now = MORNING;
    public final TestDatabase database = TestDatabase.h2();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    public final ProcessEngine engine;

    /** @param packages what is scanned; {@code more} registers settings */
    public RunbookEngine(Consumer<AnnotationConfigApplicationContext> more, String... packages) {
        // H2 does not know the type in PostgreSQL mode, and the engine's script for H2 wants it.
        database.jdbc().sql("create domain if not exists blob as binary large object").update();
        context.registerBean(DataSource.class, database::dataSource);
        context.registerBean(PlatformTransactionManager.class, database::transactionManager);
        context.registerBean(JdbcClient.class, database::jdbc);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database.dataSource()));
        context.registerBean(KeptPlan.class, () -> plan);
        context.registerBean(Clock.class, MovedClock::new);
        context.registerBean(Pacer.class, () -> this::pause);
        context.registerBean(AuditTrail.class, NotedTrail::new);
        context.registerBean(Checks.class, NotedChecks::new);
        context.registerBean(Secrets.class, () -> reference -> Secret.of("secret of " + reference.name()));
        context.registerBean(SecretDigest.class, () -> (owner, secret) -> Sha256.hex(owner + secret.reveal()));
        context.registerBean(TaskSigner.class);
        context.registerBean(ProcessEngineFactoryBean.class, this::factory);
        context.registerBean(TaskService.class, () -> context.getBean(ProcessEngine.class).getTaskService());
        context.registerBean(IdentityService.class, () -> context.getBean(ProcessEngine.class).getIdentityService());
        context.registerBean(HistoryService.class, () -> context.getBean(ProcessEngine.class).getHistoryService());
        more.accept(context);
        context.scan(packages);
        context.refresh();
        engine = context.getBean(ProcessEngine.class);
    }

    private ProcessEngineFactoryBean factory() {
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName(java.util.UUID.randomUUID().toString());
        configuration.setDataSource(context.getBean(DataSource.class));
        configuration.setTransactionManager(context.getBean(PlatformTransactionManager.class));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setJobExecutorActivate(false);
        configuration.setDefaultNumberOfRetries(1);
        configuration.setProcessEnginePlugins(new ArrayList<>(context.getBeansOfType(ProcessEnginePlugin.class).values()));
        configuration.setApplicationContext(context);
        ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
        factory.setProcessEngineConfiguration(configuration);
        factory.setApplicationContext(context);
        return factory;
    }

    /** A short wait for a server in this process, which our own clock sees too. */
    private void pause(Duration time) {
        Pacer.SLEEPING.pause(time);
        now = now.plus(time);
    }

    /** Back to the morning and the first plan, with these tables empty. Instances of earlier tests stay where they are. */
    public void forget(String... tables) {
        for (String table : tables) {
            database.jdbc().sql("delete from " + table).update();
        }
        audited.clear();
        checks.clear();
        plan.reset();
        now = MORNING;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One of the runbook's own models. */
    public void deploy(String processKey) {
        engine.getRepositoryService().createDeployment().addClasspathResource("processes/" + processKey + ".bpmn").deploy();
    }

    /** A process {@code key} whose nodes are given between its start and its end. */
    public void deploy(String key, String nodes) {
        engine.getRepositoryService().createDeployment().addString(key + ".bpmn", """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <error id="windowClosedError" errorCode="windowClosed"/>
              <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
            </definitions>""".formatted(key, nodes)).deploy();
    }

    public String start(String key, Map<String, Object> variables) {
        return engine.getRuntimeService().startProcessInstanceByKey(key, variables).getId();
    }

    public Task task(String instance) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
    }

    public void complete(String person, String instance, String taskKey, Map<String, Object> answers) {
        Task task = engine.getTaskService().createTaskQuery().processInstanceId(instance).taskDefinitionKey(taskKey).singleResult();
        as(person, () -> {
            engine.getTaskService().complete(task.getId(), answers);
            return task;
        });
        runJobs(instance);
    }

    public <T> T as(String person, Supplier<T> action) {
        engine.getIdentityService().setAuthenticatedUserId(person);
        try {
            return action.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** Runs what waits for the job executor, timers aside. */
    public void runJobs(String instance) {
        for (Job job = message(instance); job != null; job = message(instance)) {
            engine.getManagementService().executeJob(job.getId());
        }
    }

    public void fireTimer(String instance) {
        engine.getManagementService().executeJob(engine.getManagementService().createJobQuery().processInstanceId(instance).timers().singleResult().getId());
        runJobs(instance);
    }

    private Job message(String instance) {
        return engine.getManagementService().createJobQuery().processInstanceId(instance).messages().withRetriesLeft().list().stream().findFirst().orElse(null);
    }

    public boolean ended(String instance) {
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count() == 0;
    }

    /** Also of an instance that has ended. */
    public Object variable(String instance, String name) {
        var found = engine.getHistoryService().createHistoricVariableInstanceQuery().processInstanceId(instance).variableName(name).singleResult();
        return found == null ? "" : found.getValue();
    }

    public List<String> actions() {
        return audited.stream().map(entry -> entry.actor() + " " + entry.action()).toList();
    }

    @Override public void close() {
        context.close();
    }

    private final class MovedClock extends Clock {
        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    }

    private final class NotedTrail implements AuditTrail {
        @Override public void record(AuditEntry entry) {
            audited.add(entry);
        }

        @Override public List<RecordedEntry> of(PlanName name) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName name) {
            return OptionalLong.empty();
        }
    }

    private final class NotedChecks implements Checks {
        @Override public void record(PlanName name, CheckResult result) {
            checks.put(result.id(), result);
        }

        @Override public List<CheckResult> of(PlanName name) {
            return List.copyOf(checks.values());
        }

        @Override public void waive(PlanName name, String checkId, String approver, String reason) {
            throw new UnsupportedOperationException();
        }
    }
}
