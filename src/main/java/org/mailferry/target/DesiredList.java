package org.mailferry.target;

import java.util.Comparator;
import java.util.List;
import org.mailferry.kernel.EmailAddress;

/**
 * A distribution list as it must be on the platform.
 *
 * @param members must belong to it, in the order of their addresses; further members are left alone
 * @param outsiders people outside the company may write to it
 */
public record DesiredList(EmailAddress address, String name, List<EmailAddress> members, boolean outsiders) {
    public DesiredList {
        members = members.stream().distinct().sorted(Comparator.comparing(EmailAddress::key)).toList();
    }
}
