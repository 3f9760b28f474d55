package org.mailferry.engine;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.mailferry.database.TestDatabase;
import org.mailferry.process.TaskSigner;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * An engine on a new database with the beans of the given packages, its job executor off: a test runs the jobs it wants. Single
 * delegates run in a process of one step.
 */
public final class TestEngine implements AutoCloseable {
    private static final String CAUGHT = "caughtError";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final ProcessEngine engine;

    /** @param settings such as {@code mailferry.plan.directory} */
    public TestEngine(TestDatabase database, Map<String, Object> settings, Map<String, Object> beans, String... packages) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(DataSource.class, database::dataSource);
        context.register(Settings.class);
        context.scan(packages);
        beans.forEach((name, bean) -> context.getBeanFactory().registerSingleton(name, bean));
        context.refresh();
        engine = context.getBean(ProcessEngine.class);
    }

    public ProcessEngine engine() {
        return engine;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public void deploy(String name, BpmnModelInstance model) {
        deploy(Map.of(name, model));
    }

    /** In one deployment, as call activities that are bound to theirs need it. */
    public void deploy(Map<String, BpmnModelInstance> models) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        models.forEach((name, model) -> deployment.addModelInstance(name + ".bpmn", model));
        deployment.deploy();
    }

    /** Runs one delegate and gives the variables as it left them; {@code caughtError} is the code of a BPMN error it threw. */
    public Map<String, Object> run(String bean, Map<String, Object> variables) {
        deploy("run-" + bean, Bpmn.createExecutableProcess("run-" + bean).camundaHistoryTimeToLive(1).startEvent()
            .serviceTask("step").camundaDelegateExpression("${" + bean + "}").endEvent().moveToActivity("step")
            .boundaryEvent("caught").errorEventDefinition().errorCodeVariable(CAUGHT).errorEventDefinitionDone().endEvent().done());
        ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey("run-" + bean, variables);
        Map<String, Object> left = new HashMap<>();
        for (HistoricVariableInstance variable : engine.getHistoryService().createHistoricVariableInstanceQuery()
            .processInstanceId(instance.getId()).list()) {
            left.put(variable.getName(), variable.getValue());
        }
        return left;
    }

    /** Executes every job that is due, until none is; one that fails keeps the retries it has left. */
    public void runJobs() {
        for (List<Job> jobs = due(); !jobs.isEmpty(); jobs = due()) {
            for (Job job : jobs) {
                try {
                    engine.getManagementService().executeJob(job.getId());
                } catch (RuntimeException e) {
                    // The engine noted it at the job; the test looks there.
                }
            }
        }
    }

    /** Forgets every process instance, so that tests can share the engine. */
    public void forgetAll() {
        engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list()
            .forEach(instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test over"));
        engine.getHistoryService().createHistoricProcessInstanceQuery().list()
            .forEach(instance -> engine.getHistoryService().deleteHistoricProcessInstance(instance.getId()));
    }

    private List<Job> due() {
        return engine.getManagementService().createJobQuery().executable().list().stream().collect(Collectors.toList());
    }

    @Override public void close() {
        context.close();
    }

    @EnableTransactionManagement
    @ConfigurationPropertiesScan("org.mailferry")
    @Import(TaskSigner.class)
    static class Settings {
        @Bean PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean Clock clock() {
            return Clock.systemUTC();
        }

        @Bean SpringProcessEngineConfiguration engineConfiguration(DataSource dataSource, PlatformTransactionManager transactions,
            List<ProcessEnginePlugin> plugins) {
            SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
            configuration.setDataSource(dataSource);
            configuration.setTransactionManager(transactions);
            configuration.setDatabaseSchemaUpdate("true");
            configuration.setJobExecutorActivate(false);
            configuration.setHistoryLevel(HistoryLevel.HISTORY_LEVEL_FULL);
            configuration.setDefaultNumberOfRetries(1);
            configuration.setMetricsEnabled(false);
            configuration.setProcessEnginePlugins(plugins);
            return configuration;
        }

        @Bean ProcessEngineFactoryBean engine(SpringProcessEngineConfiguration configuration) {
            ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
            factory.setProcessEngineConfiguration(configuration);
            return factory;
        }
    }
}
