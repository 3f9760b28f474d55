package org.mailferry.plan.roster;

import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MailDomain;

/**
 * @param domain completes logins that are no addresses
 * @param columnsWithoutColon VK's columns whose header is written without the colon (X1: its guide prints three so, and asks for it on all)
 */
public record RosterOptions(Optional<MailDomain> domain, Set<String> columnsWithoutColon) {
    public static final Set<String> AS_PRINTED = Set.of("collector_login", "collector_username", "collector_password");

    public RosterOptions {
        columnsWithoutColon = Set.copyOf(columnsWithoutColon);
    }

    public static RosterOptions defaults() {
        return new RosterOptions(Optional.empty(), AS_PRINTED);
    }
}
