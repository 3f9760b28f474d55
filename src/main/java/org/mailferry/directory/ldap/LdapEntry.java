package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.kernel.EmailAddress;

/** Reads one entry, whichever product wrote it: Active Directory's and Exchange's attributes beside the standard ones. */
final class LdapEntry {
    static final String[] ATTRIBUTES = {"objectClass", "uid", "sAMAccountName", "cn", "mail", "mailAlternateAddress", "proxyAddresses",
        "userAccountControl", "nsAccountLock", "msExchRecipientTypeDetails"};
    private static final Set<String> NO_PEOPLE = Set.of("computer", "contact", "group", "groupofnames", "msds-managedserviceaccount");
    private static final List<String> SYSTEM_MAILBOXES =
        List.of("healthmailbox", "systemmailbox", "discoverysearchmailbox", "federatedemail.", "migration.8f3e7716");
    /** {@code userAccountControl} bit ACCOUNTDISABLE. Tested here, because not every directory knows Active Directory's bit filter. */
    private static final long ACCOUNT_DISABLED = 0x2;
    /** Values of {@code msExchRecipientTypeDetails}. */
    private static final long SHARED_MAILBOX = 0x4;
    private static final long ROOM_OR_EQUIPMENT = 0x10 | 0x20;
    private static final long ARBITRATION_DISCOVERY_MONITORING_AUDIT = 0x80_0000L | 0x2000_0000L | 0x80_0000_0000L | 0x800_0000_0000L;

    private LdapEntry() {}

    static DirectoryEntry read(SearchResultEntry entry) {
        Set<EmailAddress> addresses = new LinkedHashSet<>();
        List<String> unreadable = new ArrayList<>();
        candidates(entry).forEach(text -> {
            try {
                addresses.add(EmailAddress.parse(text));
            } catch (IllegalArgumentException e) {
                unreadable.add(text);
            }
        });
        return new DirectoryEntry(entry.getDN(), login(entry), kind(entry), List.copyOf(addresses), unreadable, disabled(entry));
    }

    /** The primary address first: {@code mail}, then Exchange's {@code SMTP:}, then the others; {@code x500:}, {@code sip:} are no addresses. */
    private static Stream<String> candidates(SearchResultEntry entry) {
        return Stream.of(values(entry, "mail"), proxies(entry, "SMTP:"), proxies(entry, "smtp:"), values(entry, "mailAlternateAddress"))
            .flatMap(stream -> stream).map(String::strip).filter(text -> !text.isEmpty()).distinct();
    }

    private static Stream<String> proxies(SearchResultEntry entry, String prefix) {
        return values(entry, "proxyAddresses").filter(value -> value.startsWith(prefix)).map(value -> value.substring(prefix.length()));
    }

    private static Kind kind(SearchResultEntry entry) {
        if (values(entry, "objectClass").map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(NO_PEOPLE::contains)) {
            return Kind.OTHER;
        }
        long type = number(entry, "msExchRecipientTypeDetails");
        boolean system = Stream.of("mail", "sAMAccountName", "cn").flatMap(name -> values(entry, name)).map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> SYSTEM_MAILBOXES.stream().anyMatch(name::startsWith));
        if (system || (type & ARBITRATION_DISCOVERY_MONITORING_AUDIT) != 0) {
            return Kind.SYSTEM;
        }
        if ((type & SHARED_MAILBOX) != 0) {
            return Kind.SHARED;
        }
        return (type & ROOM_OR_EQUIPMENT) != 0 ? Kind.RESOURCE : Kind.PERSON;
    }

    private static boolean disabled(SearchResultEntry entry) {
        return (number(entry, "userAccountControl") & ACCOUNT_DISABLED) != 0
            || values(entry, "nsAccountLock").anyMatch(value -> value.equalsIgnoreCase("true"));
    }

    private static String login(SearchResultEntry entry) {
        return Stream.of("sAMAccountName", "uid", "cn").flatMap(name -> values(entry, name)).findFirst().orElse("");
    }

    private static long number(SearchResultEntry entry, String attribute) {
        Long value = entry.getAttributeValueAsLong(attribute);
        return value == null ? 0 : value;
    }

    private static Stream<String> values(SearchResultEntry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Stream.empty() : Stream.of(values);
    }
}
