package org.mailferry.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MailDomain;

/**
 * What directory, plan and target say about people, held against each other. Pure: the same input gives the same findings in the same
 * order. What the target will be given is not decided here; this tells what is wrong before anything is written.
 *
 * @param accounts how many accounts the target has; empty when it was not asked
 * @param unreadTarget why the target could not be asked, empty when it was, or has no list of accounts
 */
public record Reconciliation(DirectoryComparison comparison, Optional<Integer> accounts, String unreadTarget, int lists, List<Finding> findings) {
    public Reconciliation {
        findings = findings.stream().distinct().sorted(Finding.ORDER).toList();
    }

    /**
     * @param rosterSince when the present list of mailboxes was loaded; who came to the directory later is a late joiner
     * @param serviceLogins accounts of the target that are no people's, such as the one we log in with
     */
    public record Planned(List<PlannedPerson> people, Collection<MailDomain> domains, Optional<Instant> rosterSince, Set<EmailAddress> serviceLogins) {
        public Planned {
            people = List.copyOf(people);
            domains = List.copyOf(domains);
            serviceLogins = Set.copyOf(serviceLogins);
        }
    }

    private static final Comparator<DirectoryEntry> BY_DN = Comparator.comparing(DirectoryEntry::dn);
    private static final Comparator<ListedAccount> BY_ADDRESS = Comparator.comparing(account -> account.address().key());

    /** Without a look at the target, because of {@code unreadTarget} or because it lists nothing. */
    public static Reconciliation ofDirectory(Planned plan, List<DirectoryEntry> entries, List<DirectoryGroup> groups, String unreadTarget) {
        return of(plan, entries.stream().sorted(BY_DN).toList(), groups, Optional.empty(), unreadTarget);
    }

    public static Reconciliation of(Planned plan, List<DirectoryEntry> entries, List<DirectoryGroup> groups, List<ListedAccount> accounts) {
        return of(plan, entries.stream().sorted(BY_DN).toList(), groups, Optional.of(accounts.stream().sorted(BY_ADDRESS).toList()), "");
    }

    private static Reconciliation of(Planned plan, List<DirectoryEntry> entries, List<DirectoryGroup> groups, Optional<List<ListedAccount>> accounts,
                                     String unreadTarget) {
        DirectoryComparison comparison = DirectoryComparison.of(plan.people().stream().map(PlannedPerson::source).toList(), plan.domains(), entries);
        List<Finding> findings = new ArrayList<>();
        if (comparison.entries() > 0) {
            MailingLists lists = MailingLists.of(groups, entries);
            Owners owners = Owners.of(entries, groups);
            owners.duplicates(plan.domains(), findings);
            new PeopleFindings(plan, owners, accounts.map(TargetAccounts::of)).of(entries, findings);
            accounts.ifPresent(list -> new ExtraFindings(plan, owners).of(list, findings));
            lists.findings(findings);
        }
        return new Reconciliation(comparison, accounts.map(List::size), unreadTarget, (int) groups.stream().filter(group -> !group.addresses().isEmpty()).count(),
            findings);
    }

    public List<Finding> of(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /** In a sentence or two, for the trail. */
    public String summary() {
        Map<Finding.Kind, Long> counts = findings.stream().collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
        return comparison.entries() + " entries, " + comparison.planned() + " planned mailboxes, " + accounts.map(count -> count + " accounts")
            .orElse("no accounts read") + ", " + lists + " lists; " + findings.size() + " findings"
            + (counts.isEmpty() ? "." : ": " + counts.entrySet().stream().map(entry -> entry.getKey().word() + " " + entry.getValue())
                .collect(Collectors.joining(", ")) + ".");
    }
}
