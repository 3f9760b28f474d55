package org.mailferry.lab.pbm;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A user as PBM stores it: the fields of tables 2 and 3 of the guide. Not thread-safe; {@link PbmUsers} guards it. */
final class PbmUser {
    private static final Set<String> REQUIRED = Set.of("userPassword", "employeeNumber", "cn", "sn", "mailAlternateAddress");
    static final Set<String> OPTIONAL = Set.of("employeeType", "initials", "ou", "title", "description", "homePhone", "telephoneNumber",
        "l", "telegram", "skype", "quota", "displayName", "inetUserStatus", "lang");

    final String mail;
    final String tenant;
    final Map<String, String> fields = new LinkedHashMap<>(Map.of("inetUserStatus", "2", "lang", "en-US"));
    final Set<String> aliases = new LinkedHashSet<>();

    PbmUser(String mail, String tenant) {
        this.mail = mail;
        this.tenant = tenant;
    }

    static boolean knows(String field) {
        return REQUIRED.contains(field) || OPTIONAL.contains(field);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    int role() {
        return Integer.parseInt(fields.getOrDefault("employeeNumber", "2"));
    }

    boolean answersTo(String address) {
        return mail.equalsIgnoreCase(address) || aliases.stream().anyMatch(address::equalsIgnoreCase);
    }

    /** What the quirk of section 2.10.2 does: an empty alias with the header {@code webAdminSolo} empties all of this. */
    void wipe() {
        aliases.clear();
        OPTIONAL.forEach(fields::remove);
        fields.put("inetUserStatus", "2");
    }

    /** As a {@code GET} shows it: never the password, the quota in kilobytes (section 2.9.2). */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("mail", mail);
        shown.put("tenant-id", tenant);
        shown.putAll(fields);
        shown.remove("userPassword");
        shown.put("alias", aliases);
        if (fields.containsKey("quota")) {
            shown.put("quota", Long.parseLong(field("quota")) / 1_024);
        }
        return shown;
    }
}
