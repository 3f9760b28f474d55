package org.mailferry.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.model.bpmn.Bpmn;

/**
 * A real engine in memory that runs one delegate as the only step of a process, at once. What the delegate throws comes out of
 * {@link #run}, except a BPMN error, which is caught by a boundary event as in the runbook.
 */
public final class StepEngine implements AutoCloseable {
    private final Map<Object, Object> beans = new HashMap<>();
    private final ProcessEngine engine;

    /** @param error empty where the step went on */
    public record Outcome(Map<String, Object> variables, Optional<Error> error) {}

    public record Error(String code, String message) {}

    public StepEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "step-" + UUID.randomUUID();
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setProcessEngineName(name);
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
    }

    public Outcome run(String bean, JavaDelegate delegate, Map<String, Object> variables) {
        if (beans.put(bean, delegate) == null) {
            deploy(bean);
        }
        VariableMap after = engine.getRuntimeService().createProcessInstanceByKey(bean).setVariables(variables)
            .executeWithVariablesInReturn().getVariables();
        Optional<Error> error = Optional.ofNullable((String) after.remove("stepErrorCode"))
            .map(code -> new Error(code, String.valueOf(after.remove("stepErrorMessage"))));
        return new Outcome(after, error);
    }

    /** Who completed a task of this engine. */
    public TaskSigner signer() {
        return new TaskSigner(engine);
    }

    /** Who completed a task of that one. */
    public static TaskSigner signer(ProcessEngine engine) {
        return new TaskSigner(engine);
    }

    @Override public void close() {
        engine.close();
    }

    private void deploy(String bean) {
        engine.getRepositoryService().createDeployment().addModelInstance(bean + ".bpmn", Bpmn.createExecutableProcess(bean)
            .camundaHistoryTimeToLive(1).startEvent().serviceTask("step").camundaDelegateExpression("${" + bean + "}").userTask().endEvent()
            .moveToActivity("step").boundaryEvent().errorEventDefinition().errorCodeVariable("stepErrorCode")
            .errorMessageVariable("stepErrorMessage").errorEventDefinitionDone().userTask().endEvent().done()).deploy();
    }
}
