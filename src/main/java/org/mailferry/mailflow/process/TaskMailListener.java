package org.mailferry.mailflow.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.mailferry.mailflow.NotifySettings;
import org.mailferry.mailflow.TaskMail;
import org.mailferry.mailflow.TaskMailOutbox;
import org.mailferry.process.FlowChangeProcess;
import org.mailferry.process.MaintenanceWindowProcess;
import org.mailferry.process.ProcessVariable;
import org.mailferry.process.RunbookVariables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Writes an outbox row for each group or person a new user task waits for, in the transaction that makes the task. Nothing is looked
 * up or sent here, so an announcement can neither slow nor stop the runbook.
 */
@Component
class TaskMailListener extends AbstractProcessEnginePlugin {
    private final ObjectProvider<TaskMailOutbox> outbox;
    private final NotifySettings settings;
    private final Clock clock;

    /** The outbox is asked for late, because the engine starts first. */
    TaskMailListener(ObjectProvider<TaskMailOutbox> outbox, NotifySettings settings, Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (!settings.enabled()) {
            return;
        }
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        listeners.add(new AbstractBpmnParseListener() {
            @Override public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition()
                    .addTaskListener(TaskListener.EVENTNAME_CREATE, (TaskListener) task -> announce(task));
            }
        });
    }

    private void announce(DelegateTask task) {
        if (task.getAssignee() != null) {
            add(task, TaskMail.Kind.PERSON, task.getAssignee());
            return;
        }
        task.getCandidates().stream().map(IdentityLink::getGroupId).filter(group -> group != null).distinct()
            .forEach(group -> add(task, TaskMail.Kind.GROUP, group));
    }

    private void add(DelegateTask task, TaskMail.Kind kind, String recipient) {
        String name = Optional.ofNullable(task.getName()).orElse(task.getTaskDefinitionKey());
        outbox.getObject().add(new TaskMail(0, task.getId(), name, kind, recipient, text(task, RunbookVariables.PLAN_NAME).orElse(""), subject(task), 0),
            clock.instant());
    }

    private static String subject(DelegateTask task) {
        return Stream.of(RunbookVariables.MAILBOX_ID, MaintenanceWindowProcess.WINDOW_SUBJECT, FlowChangeProcess.FLOW, RunbookVariables.WAVE_ID)
            .flatMap(variable -> text(task, variable).stream()).findFirst().orElse("");
    }

    /** As stored, because a variable that cannot be read must not stop the task. */
    private static Optional<String> text(DelegateTask task, ProcessVariable<?> variable) {
        return Optional.ofNullable(task.getVariable(variable.name())).map(Object::toString);
    }
}
