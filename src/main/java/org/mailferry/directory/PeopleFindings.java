package org.mailferry.directory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MailDomain;

/** What is wrong with each mailbox of the directory, seen from the plan and from the target. */
final class PeopleFindings {
    private final Map<EmailAddress, PlannedPerson> planned = new HashMap<>();
    private final Set<MailDomain> domains;
    private final Planned plan;
    private final Owners owners;
    private final Optional<TargetAccounts> target;

    PeopleFindings(Planned plan, Owners owners, Optional<TargetAccounts> target) {
        this.plan = plan;
        this.domains = Set.copyOf(plan.domains());
        this.owners = owners;
        this.target = target;
        plan.people().forEach(person -> planned.put(person.source(), person));
    }

    void of(List<DirectoryEntry> entries, List<Finding> findings) {
        entries.stream().filter(DirectoryEntry::isMailbox).forEach(entry -> {
            Optional<PlannedPerson> person = entry.addresses().stream().map(planned::get).filter(java.util.Objects::nonNull).findFirst();
            EmailAddress address = person.map(PlannedPerson::target).orElse(entry.addresses().get(0));
            if (person.isPresent() || Domains.holds(domains, address)) {
                of(entry, person, address, findings);
            }
        });
    }

    private void of(DirectoryEntry entry, Optional<PlannedPerson> person, EmailAddress address, List<Finding> findings) {
        Optional<ListedAccount> account = target.flatMap(accounts -> accounts.find(address));
        if (entry.disabled()) {
            account.filter(ListedAccount::open).ifPresent(open -> findings.add(new Finding(Finding.Kind.DISABLED_BUT_OPEN, address.text(),
                address + " is disabled in the directory (" + entry.dn() + ") but open on the target. Block it there, or enable it in the directory.")));
            return;
        }
        if (person.isEmpty() && entry.kind() == Kind.PERSON) {
            lateJoiner(entry, address, findings);
        }
        if (target.isPresent() && account.isEmpty() && entry.kind() == Kind.PERSON) {
            person.ifPresent(planned -> missing(planned, address, findings));
        }
        // An address without an account or a plan has nobody to compare it with.
        if (account.isPresent() || person.isPresent()) {
            aliases(entry, person, address, account, findings);
            names(entry, person, address, account, findings);
        }
        target.flatMap(accounts -> accounts.holder(address, address)).ifPresent(holder -> findings.add(taken(address, address, holder)));
    }

    private void lateJoiner(DirectoryEntry entry, EmailAddress address, List<Finding> findings) {
        if (plan.rosterSince().isPresent() && entry.created().filter(plan.rosterSince().get()::isBefore).isPresent()) {
            findings.add(new Finding(Finding.Kind.LATE_JOINER, address.text(), address + " came to the directory at " + entry.created().orElseThrow()
                + ", after the list of mailboxes was loaded at " + plan.rosterSince().get() + ", and is in no wave. Plan a wave for it, or waive."));
        }
    }

    private static void missing(PlannedPerson person, EmailAddress address, List<Finding> findings) {
        findings.add(person.moved()
            ? new Finding(Finding.Kind.MISSING_AFTER_MOVE, address.text(), address + " has moved with wave " + person.wave()
                + " but has no account on the target any more. Find out who removed it; a deleted login stays taken for 30 days.")
            : new Finding(Finding.Kind.MISSING_UNTIL_WAVE, address.text(), address + " has no account yet; wave " + person.wave() + " makes it."));
    }

    private void aliases(DirectoryEntry entry, Optional<PlannedPerson> person, EmailAddress address, Optional<ListedAccount> account,
                         List<Finding> findings) {
        Set<EmailAddress> wanted = inDomains(entry.addresses(), address);
        Set<EmailAddress> willBe = person.map(planned -> inDomains(planned.aliases(), address)).orElse(Set.of());
        Set<EmailAddress> are = account.map(ListedAccount::aliases).orElse(Set.of());
        Set<EmailAddress> all = new HashSet<>(wanted);
        all.addAll(willBe);
        all.forEach(alias -> target.flatMap(accounts -> accounts.holder(alias, address)).ifPresent(holder -> findings.add(taken(alias, address, holder))));

        Set<EmailAddress> lost = without(wanted, willBe, are);
        if (!lost.isEmpty()) {
            findings.add(new Finding(Finding.Kind.ALIAS_LOST, address.text(), "The directory has " + text(lost) + " for " + address
                + ", the " + (person.isPresent() ? "plan" : "target") + " has not: after the switch such mail would bounce. Add it to "
                + (person.isPresent() ? "the aliases in mailboxes.csv" : "the account") + ", or take it from the directory."));
        }
        Set<EmailAddress> later = account.isPresent() ? without(willBe, are) : Set.of();
        if (!later.isEmpty()) {
            findings.add(new Finding(Finding.Kind.ALIAS_NOT_YET, address.text(), text(later) + " of " + address + " is planned and not yet on the target."));
        }
        Set<EmailAddress> only = without(are, wanted, willBe, Set.of(address));
        only.removeIf(entry.addresses()::contains);
        if (!only.isEmpty()) {
            findings.add(new Finding(Finding.Kind.ALIAS_ONLY_ON_TARGET, address.text(), address + " has " + text(only)
                + " on the target, which " + (only.stream().anyMatch(owners::knows) ? "the directory gives to somebody else." : "the directory does not know.")));
        }
    }

    private static void names(DirectoryEntry entry, Optional<PlannedPerson> person, EmailAddress address, Optional<ListedAccount> account,
                              List<Finding> findings) {
        String given = account.map(ListedAccount::givenName).or(() -> person.map(PlannedPerson::givenName)).orElse("");
        String family = account.map(ListedAccount::familyName).or(() -> person.map(PlannedPerson::familyName)).orElse("");
        if (differ(entry.givenName(), given) || differ(entry.familyName(), family)) {
            findings.add(new Finding(Finding.Kind.NAME_DIFFERS, address.text(), address + " is '" + (entry.givenName() + " " + entry.familyName()).strip()
                + "' in the directory and '" + (given + " " + family).strip() + "' " + (account.isPresent() ? "on the target." : "in the plan.")));
        }
    }

    private static Finding taken(EmailAddress address, EmailAddress owner, ListedAccount holder) {
        return new Finding(Finding.Kind.ADDRESS_TAKEN, address.text(), address + (address.equals(owner) ? "" : " of " + owner)
            + " belongs to " + holder.address() + " on the target. Mail for it would reach the wrong person; take it away there, or correct the directory.");
    }

    /** A side that says nothing contradicts nobody. */
    private static boolean differ(String one, String other) {
        return !one.isBlank() && !other.isBlank() && !one.strip().equals(other.strip());
    }

    /** The target takes no addresses of other domains. */
    private Set<EmailAddress> inDomains(Collection<EmailAddress> addresses, EmailAddress except) {
        return addresses.stream().filter(address -> !address.equals(except) && Domains.holds(domains, address)).collect(Collectors.toSet());
    }

    @SafeVarargs private static Set<EmailAddress> without(Set<EmailAddress> addresses, Set<EmailAddress>... others) {
        Set<EmailAddress> left = new HashSet<>(addresses);
        for (Set<EmailAddress> other : others) {
            left.removeAll(other);
        }
        return left;
    }

    private static String text(Set<EmailAddress> addresses) {
        return String.join(", ", addresses.stream().map(EmailAddress::text).collect(Collectors.toCollection(TreeSet::new)));
    }
}
