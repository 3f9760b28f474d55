package org.mailferry.directory.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one product calls things; the keys are explained in {@code directory/presets.properties}. */
record DirectoryPreset(String people, String groups, String nested, List<String> login, List<String> mail, List<String> aliases, List<String> givenName,
                       List<String> familyName, List<String> created, List<String> members, List<DisabledRule> disabled) {
    static final List<String> KEYS =
        List.of("people", "groups", "nested", "login", "mail", "aliases", "given-name", "family-name", "created", "members", "disabled");

    /** Told apart by these, whichever product it is. */
    private static final List<String> ALWAYS = List.of("objectClass", "cn", "sAMAccountName", "msExchRecipientTypeDetails");

    static DirectoryPreset of(Map<String, String> keys) {
        return new DirectoryPreset(keys.get("people"), keys.get("groups"), keys.getOrDefault("nested", ""), list(keys, "login"), list(keys, "mail"), list(keys, "aliases"),
            list(keys, "given-name"), list(keys, "family-name"), list(keys, "created"), list(keys, "members"),
            list(keys, "disabled").stream().map(DisabledRule::parse).toList());
    }

    private static List<String> list(Map<String, String> keys, String key) {
        return Stream.of(keys.getOrDefault(key, "").split(",")).map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** Named one by one, because operational attributes are shown only when they are asked for. */
    String[] peopleAttributes() {
        List<String> names = new ArrayList<>(ALWAYS);
        Stream.of(login, mail, givenName, familyName, created).forEach(names::addAll);
        aliases.forEach(alias -> names.add(attribute(alias)));
        disabled.forEach(rule -> names.add(rule.attribute()));
        return names.stream().distinct().toArray(String[]::new);
    }

    String[] groupAttributes() {
        List<String> names = new ArrayList<>(List.of("cn", "displayName"));
        names.addAll(mail);
        aliases.forEach(alias -> names.add(attribute(alias)));
        names.addAll(members);
        return names.stream().distinct().toArray(String[]::new);
    }

    /** {@code proxyAddresses:smtp} is read from {@code proxyAddresses}. */
    static String attribute(String alias) {
        int colon = alias.indexOf(':');
        return colon < 0 ? alias : alias.substring(0, colon);
    }

    static String prefix(String alias) {
        int colon = alias.indexOf(':');
        return colon < 0 ? "" : alias.substring(colon + 1) + ":";
    }
}
