package org.mailferry.process.form;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.process.FlowChangeProcess;
import org.mailferry.process.Instructions;
import org.mailferry.process.MailboxMigrationProcess;
import org.mailferry.process.MaintenanceWindowProcess;
import org.mailferry.process.MigrationWaveProcess;
import org.mailferry.process.PilotProcess;
import org.mailferry.process.RollbackProcess;
import org.mailferry.process.RunbookVariables;
import org.mailferry.process.SettingsStepProcess;
import org.mailferry.process.StabilizationProcess;
import org.mailferry.process.TestUserProcess;

/** Tells which mailbox, wave or flow a task is about. Called processes inherit variables, so their mere presence says nothing. */
final class TaskScope {
    private TaskScope() {}

    static Instructions.Scope of(String processKey, VariableScope variables) {
        PlanName plan = RunbookVariables.PLAN_NAME.get(variables);
        String rollback = processKey.equals(RollbackProcess.KEY) ? RollbackProcess.SCOPE_KIND.find(variables).orElse("") : "";
        switch (processKey) {
            case MailboxMigrationProcess.KEY:
            case TestUserProcess.KEY:
                return mailbox(plan, variables);
            case MigrationWaveProcess.KEY:
            case PilotProcess.KEY:
                return wave(plan, variables);
            case StabilizationProcess.KEY:
                boolean one = StabilizationProcess.SCOPE.find(variables).filter(StabilizationProcess.WAVE::equals).isPresent();
                return one ? wave(plan, variables) : plan(plan);
            case SettingsStepProcess.KEY:
                return SettingsStepProcess.scope(variables);
            case RollbackProcess.KEY:
                return rollback.equals(RollbackProcess.MAILBOX) ? mailbox(plan, variables)
                    : rollback.equals(RollbackProcess.WAVE) ? wave(plan, variables) : plan(plan);
            case FlowChangeProcess.KEY:
                String flow = FlowChangeProcess.FLOW.find(variables).orElse("");
                return new Instructions.Scope(plan, Optional.empty(), Optional.empty(), flow, flow + " flow");
            case MaintenanceWindowProcess.KEY:
                String subject = MaintenanceWindowProcess.WINDOW_SUBJECT.find(variables).orElse(plan.text());
                return new Instructions.Scope(plan, Optional.empty(), Optional.empty(), "", "window for " + subject);
            default:
                return plan(plan);
        }
    }

    private static Instructions.Scope plan(PlanName plan) {
        return new Instructions.Scope(plan, Optional.empty(), Optional.empty(), "", plan.text());
    }

    private static Instructions.Scope wave(PlanName plan, VariableScope variables) {
        Optional<WaveId> wave = RunbookVariables.WAVE_ID.find(variables);
        return new Instructions.Scope(plan, wave, Optional.empty(), "", wave.map(WaveId::text).orElse(plan.text()));
    }

    private static Instructions.Scope mailbox(PlanName plan, VariableScope variables) {
        return RunbookVariables.MAILBOX_ID.find(variables)
            .map(id -> new Instructions.Scope(plan, Optional.empty(), Optional.of(id), "", id.text())).orElseGet(() -> plan(plan));
    }
}
