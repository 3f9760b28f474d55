package org.mailferry.plan;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/**
 * Who is told and who signs.
 *
 * @param rollbackSigners user ids of those who must each sign the rollback plan (V22)
 * @param addresses where each group's tasks are announced by mail
 */
public record People(List<String> rollbackSigners, List<GroupAddress> addresses) {
    public People {
        rollbackSigners = List.copyOf(rollbackSigners);
        addresses = List.copyOf(addresses);
    }

    /** @param group {@code operators}, {@code change-managers}, {@code auditors} or {@code administrators} */
    public record GroupAddress(String group, EmailAddress address) {}
}
