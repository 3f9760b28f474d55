package org.mailferry.process.form;

import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's task service, except that answers reach a task through its form only, and whoever claimed one may give it back. */
final class CheckedTaskService extends TaskServiceImpl {
    @Override public void complete(String taskId) {
        complete(taskId, null);
    }

    @Override public void complete(String taskId, @Nullable Map<String, Object> variables) {
        new AnswerTask(taskId, variables, checked -> new CompleteTaskCmd(taskId, checked)).through(commandExecutor);
    }

    @Override public @Nullable VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return new AnswerTask(taskId, variables, checked -> new CompleteTaskCmd(taskId, checked, true, deserializeValues)).through(commandExecutor);
    }

    @Override public void setAssignee(String taskId, @Nullable String userId) {
        if (userId == null) {
            commandExecutor.execute(new GiveBackTask(taskId));
            return;
        }
        super.setAssignee(taskId, userId);
    }
}
