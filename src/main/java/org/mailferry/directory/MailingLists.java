package org.mailferry.directory;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.mailferry.kernel.EmailAddress;

/** The directory's groups as the distribution lists that they would be on the target, by their addresses. */
public record MailingLists(List<MailingList> lists) {
    private static final Pattern BLANKS = Pattern.compile("(?<!\\\\)\\s*,\\s*");

    /**
     * @param members mailboxes by their primary address, those of nested groups without an address of their own included; nested groups
     *     that are lists themselves by their address
     * @param withoutMailbox DNs of members that mail cannot be delivered to: no entry read, no address, disabled, or a service's
     */
    public record MailingList(EmailAddress address, String name, List<EmailAddress> members, List<String> withoutMailbox) {
        public MailingList {
            members = List.copyOf(members);
            withoutMailbox = List.copyOf(withoutMailbox);
        }
    }

    public static MailingLists of(List<DirectoryGroup> groups, List<DirectoryEntry> entries) {
        Map<String, DirectoryEntry> people = new HashMap<>(entries.size() * 2);
        entries.forEach(entry -> people.put(key(entry.dn()), entry));
        Map<String, DirectoryGroup> byDn = new HashMap<>();
        groups.forEach(group -> byDn.put(key(group.dn()), group));
        return new MailingLists(groups.stream().filter(group -> !group.addresses().isEmpty()).map(group -> list(group, byDn, people))
            .sorted(Comparator.comparing(list -> list.address().key())).toList());
    }

    /** Groups may contain each other, even in a circle; each is looked into once. */
    private static MailingList list(DirectoryGroup list, Map<String, DirectoryGroup> groups, Map<String, DirectoryEntry> people) {
        TreeSet<EmailAddress> members = new TreeSet<>(Comparator.comparing(EmailAddress::key));
        TreeSet<String> withoutMailbox = new TreeSet<>();
        Set<String> seen = new HashSet<>(Set.of(key(list.dn())));
        Deque<String> open = new ArrayDeque<>(list.members());
        while (!open.isEmpty()) {
            String dn = open.removeFirst();
            if (!seen.add(key(dn))) {
                continue;
            }
            DirectoryGroup nested = groups.get(key(dn));
            DirectoryEntry person = people.get(key(dn));
            if (nested != null && nested.addresses().isEmpty()) {
                open.addAll(nested.members());
            } else if (nested != null) {
                members.add(nested.addresses().get(0));
            } else if (person != null && person.isMailbox() && !person.disabled()) {
                members.add(person.addresses().get(0));
            } else {
                withoutMailbox.add(dn);
            }
        }
        return new MailingList(list.addresses().get(0), list.name(), List.copyOf(members), List.copyOf(withoutMailbox));
    }

    void findings(List<Finding> findings) {
        lists.forEach(list -> {
            if (list.members().isEmpty()) {
                findings.add(new Finding(Finding.Kind.EMPTY_LIST, list.address().text(), "List " + list.address() + " has no member with a mailbox."));
            }
            list.withoutMailbox().forEach(dn -> findings.add(new Finding(Finding.Kind.MEMBER_WITHOUT_MAILBOX, list.address().text(),
                "Member " + dn + " of list " + list.address() + " has no mailbox that was read: mail to the list would not reach it.")));
        });
    }

    /** DNs are compared without case and without the blanks after commas that servers write or leave out. */
    static String key(String dn) {
        return BLANKS.matcher(dn.strip()).replaceAll(",").toLowerCase(Locale.ROOT);
    }
}
