package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.kernel.EmailAddress;

/** Reads one entry, whichever product wrote it: Active Directory's and Exchange's attributes beside the standard ones. */
final class LdapEntry {
    private static final Set<String> NO_PEOPLE = Set.of("computer", "contact", "group", "groupofnames", "msds-managedserviceaccount");
    private static final List<String> SYSTEM_MAILBOXES =
        List.of("healthmailbox", "systemmailbox", "discoverysearchmailbox", "federatedemail.", "migration.8f3e7716");
    /** Values of {@code msExchRecipientTypeDetails}. */
    private static final long SHARED_MAILBOX = 0x4;
    private static final long ROOM_OR_EQUIPMENT = 0x10 | 0x20;
    private static final long ARBITRATION_DISCOVERY_MONITORING_AUDIT = 0x80_0000L | 0x2000_0000L | 0x80_0000_0000L | 0x800_0000_0000L;

    private LdapEntry() {}

    static DirectoryEntry read(SearchResultEntry entry, DirectoryPreset preset) {
        Addresses addresses = Addresses.of(entry, preset);
        return new DirectoryEntry(entry.getDN(), first(entry, preset.login()), kind(entry), addresses.readable(), addresses.unreadable(),
            preset.disabled().stream().anyMatch(rule -> rule.holds(entry)), first(entry, preset.givenName()), first(entry, preset.familyName()),
            created(entry, preset));
    }

    /** What an entry calls its addresses. */
    record Addresses(List<EmailAddress> readable, List<String> unreadable) {
        /** The primary address first: {@code mail}, then Exchange's {@code SMTP:}, then the others; {@code x500:}, {@code sip:} are none. */
        static Addresses of(Entry entry, DirectoryPreset preset) {
            Set<EmailAddress> readable = new LinkedHashSet<>();
            List<String> unreadable = new ArrayList<>();
            Stream.concat(preset.mail().stream().flatMap(name -> values(entry, name)),
                preset.aliases().stream().flatMap(alias -> aliases(entry, alias))).map(String::strip).filter(text -> !text.isEmpty()).distinct().forEach(text -> {
                    try {
                        readable.add(EmailAddress.parse(text));
                    } catch (IllegalArgumentException e) {
                        unreadable.add(text);
                    }
                });
            return new Addresses(List.copyOf(readable), unreadable);
        }

        private static Stream<String> aliases(Entry entry, String alias) {
            String prefix = DirectoryPreset.prefix(alias);
            String attribute = DirectoryPreset.attribute(alias);
            return prefix.isEmpty() ? values(entry, attribute)
                : Stream.of(prefix.toUpperCase(Locale.ROOT), prefix.toLowerCase(Locale.ROOT)).flatMap(start -> values(entry, attribute)
                    .filter(value -> value.startsWith(start)).map(value -> value.substring(start.length())));
        }
    }

    private static Optional<Instant> created(Entry entry, DirectoryPreset preset) {
        return preset.created().stream().map(entry::getAttributeValueAsDate).filter(Objects::nonNull).map(Date::toInstant).findFirst();
    }

    private static Kind kind(Entry entry) {
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

    static String first(Entry entry, List<String> attributes) {
        return attributes.stream().flatMap(name -> values(entry, name)).findFirst().orElse("");
    }

    private static long number(Entry entry, String attribute) {
        Long value = entry.getAttributeValueAsLong(attribute);
        return value == null ? 0 : value;
    }

    static Stream<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Stream.empty() : Stream.of(values);
    }
}
