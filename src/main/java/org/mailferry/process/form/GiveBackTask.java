package org.mailferry.process.form;

import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/**
 * Gives a claimed task back to its group. The engine asks for the right to assign tasks to anybody, which nobody here has; whoever
 * holds a task of his group may let go of it without. A task that is somebody's own, such as a signature, stays his.
 */
final class GiveBackTask implements Command<@Nullable Void> {
    private final String taskId;

    GiveBackTask(String taskId) {
        this.taskId = taskId;
    }

    @Override public @Nullable Void execute(CommandContext context) {
        AssignTaskCmd giveBack = new AssignTaskCmd(taskId, null);
        if (isHeldByThePerson(context)) {
            return context.runWithoutAuthorization(() -> giveBack.execute(context));
        }
        return giveBack.execute(context);
    }

    private boolean isHeldByThePerson(CommandContext context) {
        TaskEntity task = context.getTaskManager().findTaskById(taskId);
        return task != null && task.getAssignee() != null && task.getAssignee().equals(context.getAuthenticatedUserId())
            && !task.getCandidates().isEmpty();
    }
}
