package org.mailferry.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;

/**
 * How the plan and the directory differ. Addresses are compared without case, and an alias counts as its owner's address.
 *
 * @param missing planned, but in no entry
 * @param disabled planned, but its owner may not log in
 * @param ambiguous planned, but in several entries, named by their DN
 * @param notPersonal planned, but a shared mailbox or a resource
 * @param unplanned people of the plan's domains who may log in and are not planned
 * @param shared shared mailboxes and resources of the plan's domains that are not planned, which is as it should be (V2)
 * @param unreadable values that should be addresses, with the entry's DN
 */
public record DirectoryComparison(int entries, int planned, List<EmailAddress> missing, List<EmailAddress> disabled,
                                  Map<EmailAddress, List<String>> ambiguous, List<EmailAddress> notPersonal,
                                  List<EmailAddress> unplanned, List<EmailAddress> shared, List<String> unreadable) {

    public static DirectoryComparison of(Collection<EmailAddress> planned, Collection<MailDomain> domains, List<DirectoryEntry> entries) {
        Map<EmailAddress, List<DirectoryEntry>> owners = new HashMap<>();
        entries.stream().filter(DirectoryEntry::isMailbox)
            .forEach(entry -> new HashSet<>(entry.addresses()).forEach(address -> owners.computeIfAbsent(address, any -> new ArrayList<>()).add(entry)));

        List<EmailAddress> missing = new ArrayList<>();
        List<EmailAddress> disabled = new ArrayList<>();
        List<EmailAddress> notPersonal = new ArrayList<>();
        Map<EmailAddress, List<String>> ambiguous = new HashMap<>();
        for (EmailAddress address : planned) {
            List<DirectoryEntry> found = owners.getOrDefault(address, List.of());
            if (found.isEmpty()) {
                missing.add(address);
            } else if (found.size() > 1) {
                ambiguous.put(address, found.stream().map(DirectoryEntry::dn).sorted().toList());
            } else if (found.get(0).kind() != Kind.PERSON) {
                notPersonal.add(address);
            } else if (found.get(0).disabled()) {
                disabled.add(address);
            }
        }
        List<DirectoryEntry> others = unplanned(new HashSet<>(planned), Set.copyOf(domains), entries);
        return new DirectoryComparison(entries.size(), planned.size(), missing, disabled, ambiguous, notPersonal,
            primary(others, true), primary(others, false),
            entries.stream().flatMap(entry -> entry.unreadable().stream().map(value -> "'" + value + "' of " + entry.dn())).toList());
    }

    /** How many planned mailboxes are in the directory exactly as a mailbox to migrate should be. */
    public int fitting() {
        return planned - missing.size() - disabled.size() - ambiguous.size() - notPersonal.size();
    }

    private static List<DirectoryEntry> unplanned(Set<EmailAddress> planned, Set<MailDomain> domains, List<DirectoryEntry> entries) {
        return entries.stream().filter(entry -> entry.isMailbox() && !entry.disabled())
            .filter(entry -> entry.addresses().stream().noneMatch(planned::contains))
            .filter(entry -> Domains.holds(domains, entry.addresses().get(0))).toList();
    }

    private static List<EmailAddress> primary(List<DirectoryEntry> entries, boolean personal) {
        return entries.stream().filter(entry -> (entry.kind() == Kind.PERSON) == personal).map(entry -> entry.addresses().get(0)).sorted(
            java.util.Comparator.comparing(EmailAddress::key)).toList();
    }
}
