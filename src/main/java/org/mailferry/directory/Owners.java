package org.mailferry.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;

/** To whom the directory gives each address: mailboxes and groups. Contacts only point at addresses of others and own none. */
record Owners(Map<EmailAddress, List<Owner>> byAddress) {
    /** @param active whether mail to the address is to arrive */
    record Owner(String dn, boolean active) {}

    static Owners of(List<DirectoryEntry> entries, List<DirectoryGroup> groups) {
        Map<EmailAddress, List<Owner>> found = new HashMap<>(entries.size() * 4);
        entries.stream().filter(DirectoryEntry::isMailbox).forEach(entry -> add(found, entry.addresses(), new Owner(entry.dn(), !entry.disabled())));
        groups.forEach(group -> add(found, group.addresses(), new Owner(group.dn(), true)));
        return new Owners(found);
    }

    private static void add(Map<EmailAddress, List<Owner>> found, List<EmailAddress> addresses, Owner owner) {
        new HashSet<>(addresses).forEach(address -> found.computeIfAbsent(address, any -> new ArrayList<>(1)).add(owner));
    }

    boolean knows(EmailAddress address) {
        return byAddress.containsKey(address);
    }

    /** Several entries with one address: on the target only one of them can have it. Leavers among themselves harm nobody. */
    void duplicates(Collection<MailDomain> domains, List<Finding> findings) {
        byAddress.forEach((address, owners) -> {
            Set<String> dns = owners.stream().map(Owner::dn).collect(Collectors.toCollection(java.util.TreeSet::new));
            if (dns.size() > 1 && owners.stream().anyMatch(Owner::active) && Domains.holds(domains, address)) {
                findings.add(new Finding(Finding.Kind.DUPLICATE_ADDRESS, address.text(), address + " belongs to several entries of the directory: "
                    + String.join("; ", dns) + ". The target gives it to one account only; leave it to one of them."));
            }
        });
    }
}
