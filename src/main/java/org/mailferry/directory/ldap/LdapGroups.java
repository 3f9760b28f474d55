package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailferry.directory.DirectoryGroup;

/**
 * Reads groups with all their members. Active Directory shows at most 1,500 values of an attribute at once and names the rest
 * {@code member;range=0-1499}; the next part has to be asked for (MS-ADTS 3.1.1.3.1.3.3).
 */
record LdapGroups(LDAPConnection connection, DirectoryPreset preset) {
    private static final Pattern RANGE = Pattern.compile("(?i)(.+);range=([0-9]+)-([0-9]+|\\*)");

    DirectoryGroup read(SearchResultEntry entry) throws LDAPException {
        List<String> members = new ArrayList<>();
        for (String attribute : preset.members()) {
            members.addAll(LdapEntry.values(entry, attribute).toList());
            Attribute part = range(entry, attribute);
            while (part != null) {
                members.addAll(List.of(part.getValues()));
                part = next(entry.getDN(), attribute, part);
            }
        }
        return new DirectoryGroup(entry.getDN(), LdapEntry.first(entry, List.of("displayName", "cn")), LdapEntry.Addresses.of(entry, preset).readable(),
            members.stream().distinct().toList());
    }

    /** The server may answer with fewer values than asked for, never with none unless the group shrank meanwhile. */
    private @Nullable Attribute next(String dn, String attribute, Attribute part) throws LDAPException {
        Matcher range = RANGE.matcher(part.getName());
        if (!range.matches() || range.group(3).equals("*")) {
            return null;
        }
        Entry more = connection.getEntry(dn, attribute + ";range=" + (Long.parseLong(range.group(3)) + 1) + "-*");
        return more == null ? null : range(more, attribute);
    }

    private static @Nullable Attribute range(Entry entry, String attribute) {
        return entry.getAttributes().stream().filter(found -> {
            Matcher range = RANGE.matcher(found.getName());
            return range.matches() && range.group(1).equalsIgnoreCase(attribute) && found.size() > 0;
        }).findFirst().orElse(null);
    }
}
