package org.mailferry.plan.process;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineServices;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.WaveId;
import org.mailferry.process.MailboxMigrationProcess;
import org.mailferry.process.ProcessVariable;
import org.mailferry.process.RunbookVariables;

/** The mailboxes' own process instances, found by their business key. */
final class MailboxInstances {
    /** What the engine gives every job; the retry cycle takes over at the first failure. */
    private static final int RETRIES = 4;
    /** What a mailbox takes over from its wave. */
    private static final List<ProcessVariable<?>> INHERITED = List.of(RunbookVariables.PLAN_HASH, RunbookVariables.CALENDARS,
        RunbookVariables.CALENDARS_CARRIED, RunbookVariables.MEMBER_POLL, RunbookVariables.REQUESTED_BY);

    private final RuntimeService runtime;
    private final ManagementService management;

    MailboxInstances(ProcessEngineServices engine) {
        this.runtime = engine.getRuntimeService();
        this.management = engine.getManagementService();
    }

    static MailboxInstances of(DelegateExecution execution) {
        return new MailboxInstances(execution.getProcessEngineServices());
    }

    /** Starts the mailbox unless it runs already. */
    void start(MailboxId id, WaveId wave, DelegateExecution parent) {
        if (!running(id).isEmpty()) {
            return;
        }
        VariableMap variables = Variables.createVariables().putValue(RunbookVariables.PLAN_NAME.name(), id.plan().text())
            .putValue(RunbookVariables.WAVE_ID.name(), wave.text()).putValue(RunbookVariables.MAILBOX_ID.name(), id.text())
            .putValue(RunbookVariables.CUTOVER_AT_ONCE.name(), false)
            // A wave that began before we carried calendars does not say.
            .putValue(RunbookVariables.CALENDARS_CARRIED.name(), false);
        INHERITED.stream().map(ProcessVariable::name).filter(parent::hasVariable).forEach(name -> variables.putValue(name, parent.getVariable(name)));
        runtime.startProcessInstanceByKey(MailboxMigrationProcess.KEY, id.text(), variables);
    }

    List<ProcessInstance> running(MailboxId id) {
        return runtime.createProcessInstanceQuery().processDefinitionKey(MailboxMigrationProcess.KEY).processInstanceBusinessKey(id.text()).list();
    }

    /**
     * False when no instance of the mailbox waits for that message. It is looked up first, because a correlation that fails would
     * take the caller's transaction with it.
     */
    boolean tell(MailboxId id, String message, Map<String, Object> variables) {
        List<Execution> waiting = running(id).stream().flatMap(instance -> runtime.createExecutionQuery().processInstanceId(instance.getId())
            .messageEventSubscriptionName(message).list().stream()).toList();
        waiting.forEach(execution -> runtime.messageEventReceived(message, execution.getId(), variables));
        return !waiting.isEmpty();
    }

    /** Jobs of the mailbox that gave up and are an incident in Cockpit. */
    List<Job> givenUp(MailboxId id) {
        return running(id).stream()
            .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).noRetriesLeft().list().stream()).toList();
    }

    void retry(List<Job> jobs) {
        jobs.forEach(job -> management.setJobRetries(job.getId(), RETRIES));
    }

    void end(MailboxId id, String reason) {
        running(id).forEach(instance -> runtime.deleteProcessInstance(instance.getId(), reason, true, true));
    }
}
