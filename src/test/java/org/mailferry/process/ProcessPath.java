package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.form.FormAnswers;
import org.mailferry.process.form.FormRulesPlugin;

/**
 * One process of the runbook on an engine of its own. Capabilities and called processes are stubs that answer what the test says,
 * people answer real forms, and a job or timer runs only when the test names its element. After the last test every node must have
 * been visited by one of them.
 */
public final class ProcessPath implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Pattern DELEGATE = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)}\"");
    private static final Pattern CALLED = Pattern.compile("calledElement=\"([\\w-]+)\"");

    private final String key;
    private final Map<Object, Object> beans = new HashMap<>();
    private final Map<String, Stub> stubs = new HashMap<>();
    private final List<AuditEntry> trail = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private ProcessEngine engine;
    private String instance;
    private int testsRun;

    public ProcessPath(String key) {
        this.key = key;
    }

    /** A bean that the process's expressions call. */
    public ProcessPath bean(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** The delegate's bean name, or the key of a called process: what it does when its turn comes, call by call; the last answer stays. */
    public Stub on(String name) {
        return Optional.ofNullable(stubs.get(name)).orElseThrow(() -> new IllegalArgumentException(key + " calls no " + name));
    }

    public void start(Map<String, Object> variables) {
        instance = as("olga", () -> engine.getRuntimeService().startProcessInstanceByKey(key, variables).getId());
    }

    public void start() {
        start(Map.of("planName", "office"));
    }

    /** Runs the one job that waits at each of these elements, in this order: an asynchronous step or a timer. */
    public void run(String... elements) {
        for (String element : elements) {
            List<Job> jobs = jobsAt(element);
            assertThat(jobs).as("jobs at %s; the process waits at %s", element, waiting()).hasSize(1);
            engine.getManagementService().executeJob(jobs.get(0).getId());
        }
    }

    /** The timer waits for its time; now that has come. */
    public void fire(String timer) {
        assertThat(jobsAt(timer)).as("timer %s; the process waits at %s", timer, waiting()).singleElement()
            .satisfies(job -> assertThat(job.getDuedate()).isNotNull());
        run(timer);
    }

    /** Somebody sends the message for which the process waits. */
    public void tell(String message, Map<String, Object> variables) {
        engine.getRuntimeService().createMessageCorrelation(message).processInstanceId(instance).setVariables(variables).correlate();
    }

    /** The person of the task's group answers its form: these answers, and whatever else it asks for. */
    public void complete(String taskId, Map<String, ?> answers) {
        Task task = task(taskId);
        complete(task, task.getAssignee() == null ? personOf(task) : task.getAssignee(), answers);
    }

    public void complete(String taskId) {
        complete(taskId, Map.of());
    }

    public void completeAs(String person, String taskId, Map<String, ?> answers) {
        complete(task(taskId), person, answers);
    }

    private void complete(Task task, String person, Map<String, ?> answers) {
        Map<String, Object> known = engine.getTaskService().getVariables(task.getId());
        Map<String, Object> given = FormAnswers.of(task.getTaskDefinitionKey(), answers, known);
        as(person, () -> {
            engine.getTaskService().complete(task.getId(), given);
            return person;
        });
        List<Job> after = new ArrayList<>(jobsAt(task.getTaskDefinitionKey()));
        after.addAll(jobsAt(task.getTaskDefinitionKey() + "#multiInstanceBody"));
        after.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        jobsAt(task.getTaskDefinitionKey() + "#multiInstanceBody").forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }

    /** Tasks of that id that wait, one a signer. */
    public List<Task> tasks(String taskId) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).taskDefinitionKey(taskId).list();
    }

    public void waitsAt(String... elements) {
        assertThat(waiting()).containsExactlyInAnyOrder(elements);
    }

    public void endedAt(String endEvent) {
        assertThat(history().createHistoricActivityInstanceQuery().processInstanceId(instance).activityId(endEvent).count()).as("%s reached; the process waits at %s", endEvent, waiting()).isOne();
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count()).as("still runs").isZero();
    }

    public Object variable(String name) {
        return history().createHistoricVariableInstanceQuery().processInstanceId(instance).variableName(name).list().stream()
            .map(found -> found.getValue()).reduce((first, last) -> last).orElse(null);
    }

    public List<AuditEntry> trail() {
        return List.copyOf(trail);
    }

    private Task task(String taskId) {
        List<Task> tasks = tasks(taskId);
        assertThat(tasks).as("tasks %s; the process waits at %s", taskId, waiting()).isNotEmpty();
        return tasks.get(0);
    }

    private String personOf(Task task) {
        Set<String> groups = engine.getTaskService().getIdentityLinksForTask(task.getId()).stream().map(IdentityLink::getGroupId).collect(Collectors.toSet());
        return groups.contains(Role.CHANGE_MANAGERS.groupId()) ? "carla" : "olga";
    }

    private List<Job> jobsAt(String element) {
        return engine.getManagementService().createJobQuery().processInstanceId(instance).activityId(element).list();
    }

    private Set<String> waiting() {
        Set<String> waiting = new TreeSet<>();
        engine.getManagementService().createJobQuery().processInstanceId(instance).list().stream()
            .map(job -> engine.getManagementService().createJobDefinitionQuery().jobDefinitionId(job.getJobDefinitionId()).singleResult().getActivityId())
            .forEach(waiting::add);
        engine.getTaskService().createTaskQuery().processInstanceId(instance).list().forEach(task -> waiting.add(task.getTaskDefinitionKey()));
        engine.getRuntimeService().createEventSubscriptionQuery().processInstanceId(instance).list().forEach(event -> waiting.add(event.getActivityId()));
        // The start of an event subprocess stands by; the process does not wait there.
        model().getModelElementsByType(StartEvent.class).forEach(start -> waiting.remove(start.getId()));
        return waiting;
    }

    private BpmnModelInstance model() {
        return engine.getRepositoryService().getBpmnModelInstance(
            engine.getRepositoryService().createProcessDefinitionQuery().processDefinitionKey(key).singleResult().getId());
    }

    private HistoryService history() {
        return engine.getHistoryService();
    }

    private <T> T as(String person, java.util.function.Supplier<T> action) {
        engine.getIdentityService().setAuthentication(person, List.of());
        try {
            return action.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    @Override public void beforeAll(ExtensionContext context) throws IOException {
        String model = Files.readString(Path.of("processes", key + ".bpmn"));
        for (Matcher delegate = DELEGATE.matcher(model); delegate.find();) {
            stubs.computeIfAbsent(delegate.group(1), name -> new Stub());
            beans.put(delegate.group(1), stubs.get(delegate.group(1)));
        }
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(key + "-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(beans);
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new SpinProcessEnginePlugin(), new FormRulesPlugin(new Trail(),
            (task, scope) -> Optional.of(new Instructions.Page("Page of " + task, Map.of("sourceKind", "IMAP", "targetKind", "MYOFFICE")))))));
        Map<String, String> called = new HashMap<>();
        for (Matcher call = CALLED.matcher(model); call.find();) {
            String bean = "called" + called.size();
            if (called.putIfAbsent(call.group(1), calledProcess(call.group(1), bean)) == null) {
                stubs.put(call.group(1), new Stub());
                beans.put(bean, stubs.get(call.group(1)));
            }
        }
        engine = configuration.buildProcessEngine();
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment().addString(key + ".bpmn", model);
        called.forEach((process, stub) -> deployment.addString(process + ".bpmn", stub));
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                deployment.addString(form.getFileName().toString(), Files.readString(form));
            }
        }
        deployment.deploy();
    }

    private static String calledProcess(String process, String bean) {
        return """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="called"/><sequenceFlow id="f1" sourceRef="called" targetRef="work"/>
                <serviceTask id="work" camunda:delegateExpression="${%s}"/><sequenceFlow id="f2" sourceRef="work" targetRef="done"/><endEvent id="done"/>
              </process>
            </definitions>""".formatted(process, bean);
    }

    @Override public void beforeEach(ExtensionContext context) {
        stubs.values().forEach(Stub::forget);
        trail.clear();
        testsRun++;
    }

    @Override public void afterEach(ExtensionContext context) {
        history().createHistoricActivityInstanceQuery().list().stream().map(HistoricActivityInstance::getActivityId).forEach(visited::add);
    }

    @Override public void afterAll(ExtensionContext context) {
        Set<String> nodes = model().getModelElementsByType(FlowNode.class).stream().map(FlowNode::getId)
            .collect(Collectors.toCollection(TreeSet::new));
        engine.close();
        long tests = Arrays.stream(context.getRequiredTestClass().getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Test.class)).count();
        if (testsRun >= tests) {
            nodes.removeAll(visited);
            assertThat(nodes).as("nodes of %s that no test visits", key).isEmpty();
        }
    }

    /** A capability or a called process, as told by the test. */
    public static final class Stub implements JavaDelegate {
        private final Deque<Consumer<DelegateExecution>> answers = new ArrayDeque<>();
        private final List<Map<String, Object>> calls = new ArrayList<>();

        public Stub sets(String name, Object value) {
            return sets(Map.of(name, value));
        }

        public Stub sets(Map<String, Object> variables) {
            answers.add(execution -> execution.setVariables(variables));
            return this;
        }

        public Stub fails(String errorCode, String message) {
            answers.add(execution -> {
                throw new BpmnError(errorCode, message);
            });
            return this;
        }

        /** The variables it was called with, call by call. */
        public List<Map<String, Object>> calls() {
            return calls;
        }

        @Override public void execute(DelegateExecution execution) {
            calls.add(new HashMap<>(execution.getVariables()));
            Consumer<DelegateExecution> answer = answers.size() > 1 ? answers.poll() : answers.peek();
            if (answer != null) {
                answer.accept(execution);
            }
        }


        private void forget() {
            answers.clear();
            calls.clear();
        }
    }

    private final class Trail implements AuditTrail {
        @Override public void record(AuditEntry entry) {
            trail.add(entry);
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    }
}
