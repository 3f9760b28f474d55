package org.mailferry.process.form;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's form service, except that answers reach a task through its form only. */
final class CheckedFormService extends FormServiceImpl {
    @Override public void submitTaskFormData(String taskId, Map<String, String> properties) {
        submitTaskForm(taskId, new HashMap<>(properties));
    }

    @Override public void submitTaskForm(String taskId, Map<String, Object> properties) {
        new AnswerTask(taskId, properties, checked -> new SubmitTaskFormCmd(taskId, checked, false, false)).through(commandExecutor);
    }

    @Override public @Nullable VariableMap submitTaskFormWithVariablesInReturn(String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return new AnswerTask(taskId, properties, checked -> new SubmitTaskFormCmd(taskId, checked, true, deserializeValues)).through(commandExecutor);
    }
}
