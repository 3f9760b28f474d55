package org.mailferry.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.EmailAddress;

/**
 * One entry of the directory.
 *
 * @param login byte for byte as the directory has it, because some targets compare logins case-sensitively (V70)
 * @param addresses the primary address first, then every other address mail reaches it by; empty when it has none
 * @param unreadable values that stand where an address belongs and are none
 * @param disabled its owner may not log in
 * @param givenName empty when the directory has none, like {@code familyName}
 * @param created empty when the directory does not show it
 */
public record DirectoryEntry(String dn, String login, Kind kind, List<EmailAddress> addresses, List<String> unreadable, boolean disabled,
                             String givenName, String familyName, Optional<Instant> created) {
    /** What an entry is, as far as a migration of mailboxes cares. */
    public enum Kind {
        PERSON,
        /** A mailbox of several people. It is not migrated (V2). */
        SHARED,
        /** A room or a device. */
        RESOURCE,
        /** The mail server's own mailbox: health, arbitration, discovery, monitoring. */
        SYSTEM,
        /** A computer, contact or group. */
        OTHER
    }

    private static final Set<Kind> MAILBOXES = Set.of(Kind.PERSON, Kind.SHARED, Kind.RESOURCE);

    public DirectoryEntry {
        addresses = List.copyOf(addresses);
        unreadable = List.copyOf(unreadable);
    }

    public DirectoryEntry(String dn, String login, Kind kind, List<EmailAddress> addresses, List<String> unreadable, boolean disabled) {
        this(dn, login, kind, addresses, unreadable, disabled, "", "", Optional.empty());
    }

    /** Whether somebody could plan to migrate it. */
    boolean isMailbox() {
        return MAILBOXES.contains(kind) && !addresses.isEmpty();
    }
}
