package org.mailferry.process.form;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mailferry.process.Instructions;
import org.mailferry.process.SettingsStepProcess;

/** A task opens with its page of instructions and with an empty form: answers of an earlier round are no answers. */
final class TaskOpening implements TaskListener {
    static final String INSTRUCTIONS = "instructions";

    private final TaskRules rules;
    private final DeployedForms forms;
    private final Instructions instructions;

    TaskOpening(TaskRules rules, DeployedForms forms, Instructions instructions) {
        this.rules = rules;
        this.forms = forms;
        this.instructions = instructions;
    }

    @Override public void notify(DelegateTask task) {
        TaskEntity entity = (TaskEntity) task;
        Form form = forms.of(entity.getTaskDefinition().getFormDefinition(), entity.getProcessDefinition().getDeploymentId());
        form.fields().stream().filter(field -> !field.kept() && task.hasVariable(field.key())).forEach(field -> task.removeVariable(field.key()));
        if (task.hasVariable(org.mailferry.process.RunbookVariables.PLAN_NAME.name())) {
            instructions.of(page(task), TaskScope.of(rules.processKey(), task)).ifPresent(page -> show(task, page));
        }
    }

    /** Steps share a task and have a page each. */
    private static String page(DelegateTask task) {
        String id = task.getTaskDefinitionKey();
        return id.equals(SettingsStepProcess.CARRY_OUT) ? "steps/" + SettingsStepProcess.SETTINGS_STEP.get(task) : id;
    }

    /** The page is stored as JSON, which has no limit of 4,000 characters: a wave's page has a line for each member. */
    private static void show(DelegateTask task, Instructions.Page page) {
        task.setVariableLocal(INSTRUCTIONS, SpinValues.jsonValue(Spin.JSON(quoted(page.markdown())).toString()).create());
        page.facts().forEach(task::setVariableLocal);
        page.title().ifPresent(task::setName);
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
