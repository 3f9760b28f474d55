package org.mailferry.process.form;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Who may not decide a task does not get to hold it either: claimed by the requester, it would be out of the others' sight. */
final class TaskClaiming implements TaskListener {
    private final String requesterVariable;

    TaskClaiming(String requesterVariable) {
        this.requesterVariable = requesterVariable;
    }

    @Override public void notify(DelegateTask task) {
        Object requester = task.getVariable(requesterVariable);
        if (requester != null && requester.equals(task.getAssignee())) {
            throw new BadUserRequestException("Task '" + task.getName() + "' needs four eyes: " + requester
                + " requested it, so somebody else must decide.");
        }
    }
}
