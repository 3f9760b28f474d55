package org.mailferry.audit.process;

import static org.mailferry.process.PreparationProcess.ALL_GREEN;
import static org.mailferry.process.PreparationProcess.CHECK_TABLE;
import static org.mailferry.process.PreparationProcess.RED_COUNT;
import static org.mailferry.process.RunbookVariables.EVIDENCE_HASH;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckTable;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/** Sums the checks up. No result at all is not green: somebody forgot to look. It only reads, so it may run twice. */
@Component("judgeChecks")
final class JudgeChecksDelegate implements JavaDelegate {
    /** A text variable holds 4,000 characters, with those that wrapping adds. */
    private static final int LONGEST = 3_700;

    private final Checks checks;

    JudgeChecksDelegate(Checks checks) {
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        CheckTable table = new CheckTable(checks.of(plan));
        if (table.checks().isEmpty()) {
            throw MigrationException.permanent("No check of plan " + plan + " has a result, so nothing can be judged");
        }
        long red = table.count(Status.RED);
        ALL_GREEN.set(execution, red == 0);
        RED_COUNT.set(execution, red);
        CHECK_TABLE.set(execution, WrappedLines.of(table.shortText(LONGEST)));
        EVIDENCE_HASH.set(execution, table.sha256());
    }
}
