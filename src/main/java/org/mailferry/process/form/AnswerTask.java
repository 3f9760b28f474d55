package org.mailferry.process.form;

import java.util.Map;
import java.util.function.Function;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/**
 * Completes a task of the runbook with answers that reach it only through its form: the engine's own command runs without them, and
 * {@link TaskClosing} stores what the form accepts. A task outside any process is completed as it is.
 */
final class AnswerTask implements Command<@Nullable VariableMap> {
    private final String taskId;
    private final @Nullable Map<String, Object> posted;
    private final Function<@Nullable Map<String, Object>, Command<VariableMap>> completion;

    AnswerTask(String taskId, @Nullable Map<String, Object> posted, Function<@Nullable Map<String, Object>, Command<VariableMap>> completion) {
        this.taskId = taskId;
        this.posted = posted;
        this.completion = completion;
    }

    /** @throws FormFieldValidationException when the answers are refused: the REST API tells its client so with 400, and 500 for all else */
    @Nullable VariableMap through(CommandExecutor executor) {
        try {
            return executor.execute(this);
        } catch (BadUserRequestException refusal) {
            throw new FormFieldValidationException(taskId, refusal.getMessage(), refusal);
        }
    }

    @Override public @Nullable VariableMap execute(CommandContext context) {
        TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
        if (task == null || task.getProcessDefinitionId() == null) {
            return completion.apply(posted).execute(context);
        }
        GivenAnswers given = GivenAnswers.offer(taskId, posted);
        try {
            VariableMap result = completion.apply(Map.of()).execute(context);
            if (!given.taken()) {
                throw new BadUserRequestException("Task '" + task.getName() + "' was not completed: it is delegated. Take the delegation back first.");
            }
            return result;
        } catch (ProcessEngineException e) {
            // The engine wraps what a listener throws, which would reach the client as a fault of ours.
            throw e.getCause() instanceof BadUserRequestException refusal ? refusal : e;
        } finally {
            GivenAnswers.withdraw();
        }
    }
}
