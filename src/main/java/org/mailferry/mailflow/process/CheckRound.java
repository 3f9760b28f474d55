package org.mailferry.mailflow.process;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;

/** One round of checks of a plan. What an earlier round found red and a changed plan no longer asks for must not block for ever. */
final class CheckRound {
    private final Checks checks;
    private final PlanName plan;
    private final Set<String> recorded = new HashSet<>();

    CheckRound(Checks checks, PlanName plan) {
        this.checks = checks;
        this.plan = plan;
    }

    void record(CheckResult result) {
        checks.record(plan, result);
        recorded.add(result.id());
    }

    /** @param prefixes of the ids that this kind of round gives */
    void end(String... prefixes) {
        checks.of(plan).stream().filter(CheckResult::blocks).filter(old -> !recorded.contains(old.id()))
            .filter(old -> Arrays.stream(prefixes).anyMatch(old.id()::startsWith))
            .forEach(old -> checks.record(plan, new CheckResult(old.id(), old.row(), Status.GREEN, "The plan no longer asks for this check")));
    }
}
