package org.mailferry.target.process;

import java.util.List;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.Plans;
import org.mailferry.process.IndependentLook;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/** The platform's administration interface lets the plan's administrator in and answers a question about the first mailbox. */
@Component
final class PbmLook implements IndependentLook {
    private final PlannedTargets targets;
    private final Plans plans;

    PbmLook(PlannedTargets targets, Plans plans) {
        this.targets = targets;
        this.plans = plans;
    }

    @Override public String name() {
        return "pbm";
    }

    @Override public List<CheckResult> look(Instructions.Scope scope) {
        EmailAddress first = plans.get(scope.plan()).mailboxes().get(0).targetAddress();
        try {
            boolean there = targets.platformOf(scope.plan()).find(first).isPresent();
            return List.of(new CheckResult("pbm", "P11", Status.GREEN, "It answered: the account " + first + (there ? " exists." : " does not exist yet.")));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            return List.of(new CheckResult("pbm", "P11", Status.RED, String.valueOf(e.getMessage())));
        }
    }
}
