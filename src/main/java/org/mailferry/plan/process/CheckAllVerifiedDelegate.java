package org.mailferry.plan.process;

import static org.mailferry.process.DecommissionProcess.ALL_VERIFIED;
import static org.mailferry.process.DecommissionProcess.UNVERIFIED_COUNT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Counts the mailboxes that are neither verified and switched nor given up by name. It only reads, so it may run twice. */
@Component("checkAllVerified")
final class CheckAllVerifiedDelegate implements JavaDelegate {
    private final Members members;

    CheckAllVerifiedDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        long unverified = Unfinished.count(members.count(PLAN_NAME.get(execution)));
        UNVERIFIED_COUNT.set(execution, unverified);
        ALL_VERIFIED.set(execution, unverified == 0);
    }
}
