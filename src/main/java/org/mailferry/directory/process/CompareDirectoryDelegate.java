package org.mailferry.directory.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.directory.DirectoryChecks;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryGroup;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.directory.Reconciliation;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.directory.ReconciliationReport;
import org.mailferry.kernel.AccountListing;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/**
 * Compares the plan's mailboxes with the directory and both with the target's accounts, and records the checks. A system that cannot be
 * read is a red check, not a failed step: the operator who looks at the checks decides when to ask again. Safe to repeat.
 */
@Component("compareDirectory")
final class CompareDirectoryDelegate implements JavaDelegate {
    private final Plans plans;
    private final PlannedPeople people;
    private final DirectoryListing directory;
    private final AccountListing target;
    private final Checks checks;
    private final AuditTrail trail;

    CompareDirectoryDelegate(Plans plans, PlannedPeople people, DirectoryListing directory, AccountListing target, Checks checks, AuditTrail trail) {
        this.plans = plans;
        this.people = people;
        this.directory = directory;
        this.target = target;
        this.checks = checks;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Optional<DirectorySource> source = plan.systems().directory().map(Systems.Directory::source);
        if (source.isEmpty()) {
            List<CheckResult> skipped = List.of(DirectoryChecks.noDirectory());
            DirectoryChecks.settled(checks.of(plan.name()), skipped).forEach(result -> checks.record(plan.name(), result));
            skipped.forEach(result -> checks.record(plan.name(), result));
            return;
        }
        try {
            record(plan.name(), reconciliation(plan, directory.list(source.get()), directory.groups(source.get())));
        } catch (MigrationException e) {
            checks.record(plan.name(), DirectoryChecks.unreadable(String.valueOf(e.getMessage())));
        }
    }

    private Reconciliation reconciliation(MigrationPlan plan, List<DirectoryEntry> entries, List<DirectoryGroup> groups) {
        Planned planned = people.of(plan);
        try {
            Optional<List<ListedAccount>> accounts = target.of(plan.name());
            return accounts.map(list -> Reconciliation.of(planned, entries, groups, list))
                .orElseGet(() -> Reconciliation.ofDirectory(planned, entries, groups, ""));
        } catch (MigrationException e) {
            return Reconciliation.ofDirectory(planned, entries, groups, String.valueOf(e.getMessage()));
        }
    }

    private void record(PlanName plan, Reconciliation reconciliation) {
        List<CheckResult> results = DirectoryChecks.of(reconciliation);
        // Half a look settles nothing that only the whole one had found.
        if (reconciliation.unreadTarget().isEmpty()) {
            DirectoryChecks.settled(checks.of(plan), results, reconciliation).forEach(result -> checks.record(plan, result));
        }
        results.forEach(result -> checks.record(plan, result));
        ReconciliationReport report = new ReconciliationReport(reconciliation);
        trail.record(AuditEntry.bySystem(plan, "compared directory, plan and target", plan.text(), reconciliation.summary()
            + " SHA-256 of the report: " + report.sha256() + "."));
    }
}
