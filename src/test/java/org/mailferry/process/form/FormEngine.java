package org.mailferry.process.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.Instructions;

/** An engine with the rules of the forms and one small process a form: the task, and nothing else. */
final class FormEngine implements AutoCloseable {
    final ProcessEngine engine;
    final List<AuditEntry> trail = new ArrayList<>();
    Optional<Instructions.Page> page = Optional.empty();

    FormEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(UUID.randomUUID().toString());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setJobExecutorActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new SpinProcessEnginePlugin(), new FormRulesPlugin(new Recorded(), (task, scope) -> page))));
        engine = configuration.buildProcessEngine();
    }

    /** A process {@code key} whose only task has that form; the rest goes into the task as attributes and extension elements. */
    void deploy(String key, String formId, String form, String attributes, String extensions) {
        engine.getRepositoryService().createDeployment().addString(formId + ".form", form).addString(key + ".bpmn", """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <process id="%s" name="Example" isExecutable="true">
                <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="task"/>
                <userTask id="task" name="Decide" camunda:formRef="%s" camunda:formRefBinding="deployment" %s>
                  <extensionElements>%s</extensionElements>
                </userTask>
                <sequenceFlow id="f2" sourceRef="task" targetRef="kept"/><receiveTask id="kept"/>
              </process>
            </definitions>""".formatted(key, formId, attributes, extensions)).deploy();
    }

    Task start(String key, Map<String, Object> variables) {
        String instance = engine.getRuntimeService().startProcessInstanceByKey(key, variables).getId();
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
    }

    void complete(String person, Task task, Map<String, Object> answers) {
        as(person, () -> {
            engine.getTaskService().complete(task.getId(), answers);
            return task;
        });
    }

    <T> T as(String person, Supplier<T> action) {
        engine.getIdentityService().setAuthentication(person, List.of("operators"));
        try {
            return action.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    Object variable(Task task, String name) {
        return engine.getRuntimeService().getVariable(task.getProcessInstanceId(), name);
    }

    @Override public void close() {
        engine.close();
    }

    private final class Recorded implements AuditTrail {
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
