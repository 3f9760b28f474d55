package org.mailferry.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mailferry.audit.CheckResult;
import org.mailferry.directory.DirectoryChecks;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryGroup;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.directory.Reconciliation;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.directory.ReconciliationReport;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Systems;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.process.PlannedTargets;
import org.springframework.context.ApplicationContext;

/**
 * Directory, plan and target's accounts held against each other. Nobody counts as moved: the runbook's ledger is not looked at.
 *
 * @param rosterSince when the list of mailboxes was written
 * @param reports takes the whole of which the checks show the beginning
 */
record PeopleCheck(ApplicationContext beans, MigrationPlan plan, Instant rosterSince, Consumer<ReconciliationReport> reports) {

    List<CheckResult> checks() {
        Optional<DirectorySource> source = plan.systems().directory().map(Systems.Directory::source);
        if (source.isEmpty()) {
            return List.of(DirectoryChecks.noDirectory());
        }
        try {
            Reconciliation reconciliation = reconciliation(source.get());
            reports.accept(new ReconciliationReport(reconciliation));
            return DirectoryChecks.of(reconciliation);
        } catch (MigrationException e) {
            return List.of(DirectoryChecks.unreadable(String.valueOf(e.getMessage())));
        }
    }

    private Reconciliation reconciliation(DirectorySource source) {
        DirectoryListing listing = beans.getBean(DirectoryListing.class);
        Planned planned = plan.people(Optional.of(rosterSince), Set.of());
        List<DirectoryEntry> entries = listing.list(source);
        List<DirectoryGroup> groups = listing.groups(source);
        try {
            return accounts().map(list -> Reconciliation.of(planned, entries, groups, list))
                .orElseGet(() -> Reconciliation.ofDirectory(planned, entries, groups, ""));
        } catch (MigrationException e) {
            return Reconciliation.ofDirectory(planned, entries, groups, String.valueOf(e.getMessage()));
        }
    }

    private Optional<List<ListedAccount>> accounts() {
        return beans.getBean(TargetPlatforms.class).of(PlannedTargets.system(plan)).accounts();
    }
}
