package org.mailferry.plan.process;

import static org.mailferry.process.MailFlowRedirectionProcess.ALL_MIGRATED;
import static org.mailferry.process.MailFlowRedirectionProcess.LEFT_COUNT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Counts the mailboxes that are neither switched nor given up; rolled-back ones are left too. It only reads, so it may run twice. */
@Component("checkAllMigrated")
final class CheckAllMigratedDelegate implements JavaDelegate {
    private final Members members;

    CheckAllMigratedDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        long left = Unfinished.count(members.count(PLAN_NAME.get(execution)));
        LEFT_COUNT.set(execution, left);
        ALL_MIGRATED.set(execution, left == 0);
    }
}
