package org.mailferry.directory.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.directory.DirectoryChecks;
import org.mailferry.directory.DirectoryComparison;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/**
 * Compares the plan's mailboxes with the directory and records the checks. A directory that cannot be read is a red check, not a
 * failed step: the operator who looks at the checks decides when to ask again. Safe to repeat.
 */
@Component("compareDirectory")
final class CompareDirectoryDelegate implements JavaDelegate {
    private final Plans plans;
    private final DirectoryListing directory;
    private final Checks checks;

    CompareDirectoryDelegate(Plans plans, DirectoryListing directory, Checks checks) {
        this.plans = plans;
        this.directory = directory;
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Optional<DirectorySource> source = plan.systems().directory().map(CompareDirectoryDelegate::source);
        if (source.isEmpty()) {
            record(plan, List.of(DirectoryChecks.noDirectory()));
            return;
        }
        try {
            record(plan, DirectoryChecks.of(DirectoryComparison.of(plan.mailboxes().stream().map(PlannedMailbox::sourceAddress).toList(),
                plan.domains(), directory.list(source.get()))));
        } catch (MigrationException e) {
            checks.record(plan.name(), DirectoryChecks.unreadable(String.valueOf(e.getMessage())));
        }
    }

    private void record(MigrationPlan plan, List<CheckResult> results) {
        DirectoryChecks.settled(checks.of(plan.name()), results).forEach(result -> checks.record(plan.name(), result));
        results.forEach(result -> checks.record(plan.name(), result));
    }

    private static DirectorySource source(Systems.Directory directory) {
        return new DirectorySource(directory.url(), directory.startTls(), directory.bindDn(), directory.password(), directory.baseDn(),
            directory.filter());
    }
}
