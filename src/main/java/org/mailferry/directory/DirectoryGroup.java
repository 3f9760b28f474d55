package org.mailferry.directory;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/**
 * A group of the directory, which mail may be sent to.
 *
 * @param addresses the primary address first; empty for a group that only gives rights or stands inside other groups
 * @param members the DNs of its members: people, groups, contacts
 */
public record DirectoryGroup(String dn, String name, List<EmailAddress> addresses, List<String> members) {
    public DirectoryGroup {
        addresses = List.copyOf(addresses);
        members = List.copyOf(members);
    }
}
