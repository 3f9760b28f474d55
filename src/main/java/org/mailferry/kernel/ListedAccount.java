package org.mailferry.kernel;

import java.util.Set;

/**
 * An account as the target's administration shows it.
 *
 * @param open whether its owner may log in
 */
public record ListedAccount(EmailAddress address, Set<EmailAddress> aliases, String givenName, String familyName, boolean open) {
    public ListedAccount {
        aliases = Set.copyOf(aliases);
    }
}
