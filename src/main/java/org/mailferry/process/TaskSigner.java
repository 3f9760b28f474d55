package org.mailferry.process;

import java.util.Comparator;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.mailferry.kernel.MigrationException;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who completed a user task, from the engine's history: the operation log knows who really did it, and the assignee stands in
 * where the task was completed without a login.
 */
@Component
public class TaskSigner {
    private final ProcessEngine engine;

    TaskSigner(@Lazy ProcessEngine engine) {
        this.engine = engine;
    }

    /**
     * @param taskKey the id of a user task in the model, completed in this process instance; the last completion counts
     * @throws MigrationException {@code PERMANENT} when nobody's name is under it
     */
    public String of(DelegateExecution execution, String taskKey) {
        HistoryService history = engine.getHistoryService();
        Optional<HistoricTaskInstance> task = history.createHistoricTaskInstanceQuery().processInstanceId(execution.getProcessInstanceId())
            .taskDefinitionKey(taskKey).finished().list().stream().max(Comparator.comparing(HistoricTaskInstance::getEndTime));
        return task.flatMap(done -> fromLog(history, done.getId()).or(() -> Optional.ofNullable(done.getAssignee())))
            .orElseThrow(() -> MigrationException.permanent("Nobody's name is under task '" + taskKey + "' of " + execution.getProcessInstanceId()));
    }

    private static Optional<String> fromLog(HistoryService history, String taskId) {
        return history.createUserOperationLogQuery().taskId(taskId).operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
            .list().stream().map(UserOperationLogEntry::getUserId).filter(user -> user != null && !user.isBlank()).findFirst();
    }
}
