package org.mailferry.plan.process;

import static org.mailferry.process.MailMigrationProcess.MAILBOX_COUNT;
import static org.mailferry.process.MailMigrationProcess.PLAN_ERRORS;
import static org.mailferry.process.MailMigrationProcess.PLAN_INVALID;

import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanLoading;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Policies;
import org.mailferry.process.MailMigrationProcess;
import org.mailferry.process.RunbookVariables;
import org.springframework.stereotype.Component;

/** Loads the plan and lays its policies down for the timers. Loading the same texts again changes nothing, so it may run twice. */
@Component("loadPlan")
final class LoadPlanDelegate implements JavaDelegate {
    private static final int SHOWN_LENGTH = 3_900;

    private final PlanLoading loading;
    private final AuditTrail trail;

    LoadPlanDelegate(PlanLoading loading, AuditTrail trail) {
        this.loading = loading;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName name = name(execution);
        refuseSecondMigration(execution, name);
        PlanReading reading = loading.load(name);
        if (reading instanceof PlanReading.Invalid invalid) {
            throw refused(execution, lines(invalid.problems()));
        }
        MigrationPlan plan = ((PlanReading.Valid) reading).plan();
        RunbookVariables.PLAN_NAME.set(execution, name);
        RunbookVariables.PLAN_HASH.set(execution, plan.sha256());
        MAILBOX_COUNT.set(execution, (long) plan.mailboxes().size());
        PLAN_ERRORS.set(execution, "");
        timers(execution, plan.policies());
        calendars(execution, plan);
        trail.record(AuditEntry.bySystem(name, "loaded plan", name.text(),
            plan.mailboxes().size() + " mailboxes in " + plan.waves().size() + " waves, plan SHA-256 " + plan.sha256()));
        plan.pinned().forEach(endpoint -> trail.record(AuditEntry.bySystem(name, "accepted pinned certificate", endpoint.toString(),
            "Certificate SHA-256 " + endpoint.certificateSha256().orElseThrow() + " is trusted as the plan says; its issuer, name and dates are not verified")));
    }

    private static PlanName name(DelegateExecution execution) {
        try {
            return RunbookVariables.PLAN_NAME.get(execution);
        } catch (IllegalArgumentException e) {
            throw refused(execution, e.getMessage());
        }
    }

    /** Two migrations of one plan would start every mailbox twice. */
    private static void refuseSecondMigration(DelegateExecution execution, PlanName name) {
        execution.getProcessEngineServices().getRuntimeService().createProcessInstanceQuery().processDefinitionKey(MailMigrationProcess.KEY)
            .variableValueEquals(RunbookVariables.PLAN_NAME.name(), name.text()).list().stream()
            .filter(other -> !other.getProcessInstanceId().equals(execution.getProcessInstanceId())).findFirst().ifPresent(other -> {
                throw refused(execution, "Plan '" + name + "' is already being migrated by instance " + other.getProcessInstanceId());
            });
    }

    private static void timers(DelegateExecution execution, Policies policies) {
        RunbookVariables.MEMBER_POLL.set(execution, policies.memberPoll());
        RunbookVariables.DELTA_CYCLE.set(execution, "R/" + policies.deltaEvery());
        RunbookVariables.PROBE_EVERY.set(execution, policies.probeEvery());
        RunbookVariables.STABILITY_WATCH.set(execution, policies.stabilityWatch());
        RunbookVariables.DNS_POLL.set(execution, policies.dnsPoll());
        RunbookVariables.DNS_PATIENCE.set(execution, policies.dnsPatience());
    }

    private static void calendars(DelegateExecution execution, MigrationPlan plan) {
        RunbookVariables.CALENDARS.set(execution, plan.movesCalendars());
        RunbookVariables.CALENDARS_CARRIED.set(execution, plan.systems().carriesCalendars());
    }

    private static BpmnError refused(DelegateExecution execution, String errors) {
        PLAN_ERRORS.set(execution, errors);
        return new BpmnError(PLAN_INVALID, errors);
    }

    /** One problem a line, as many as a task can show. */
    static String lines(List<?> problems) {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < problems.size(); index++) {
            String line = problems.get(index).toString();
            if (lines.length() + line.length() > SHOWN_LENGTH) {
                return lines + "… and " + (problems.size() - index) + " more; \"plan check\" on the command line shows all";
            }
            lines.append(line).append('\n');
        }
        return lines.toString().strip();
    }
}
