package org.mailferry.process.form;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseUtil;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.mailferry.audit.AuditTrail;
import org.mailferry.process.Instructions;

/** Puts the form's rules on every human task and every start, so that no model can forget them. */
final class FormRulesParsing extends AbstractBpmnParseListener {
    private final DeployedForms forms = new DeployedForms();
    private final AuditTrail trail;
    private final Instructions instructions;

    FormRulesParsing(AuditTrail trail, Instructions instructions) {
        this.trail = trail;
        this.instructions = instructions;
    }

    @Override public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addListener(ExecutionListener.EVENTNAME_START, new InstanceStart(forms, trail));
    }

    @Override public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        TaskRules rules = TaskRules.of(((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey(), properties(element),
            task.getAssigneeExpression() != null);
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, new TaskOpening(rules, forms, instructions));
        rules.fourEyes().ifPresent(requester -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, new TaskClaiming(requester)));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, new TaskClosing(rules, forms, trail));
    }

    private static Map<String, String> properties(Element task) {
        return Optional.ofNullable(BpmnParseUtil.parseCamundaExtensionProperties(task)).orElse(Map.of());
    }
}
