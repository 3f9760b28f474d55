package org.mailferry.lab.pbm;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A resource, a distribution list or a domain as PBM stores it: its fields and, for a list, its members. */
final class PbmThing {
    final Map<String, String> fields = new LinkedHashMap<>();
    final Set<String> members = new LinkedHashSet<>();

    PbmThing copy() {
        PbmThing copy = new PbmThing();
        copy.fields.putAll(fields);
        copy.members.addAll(members);
        return copy;
    }

    Map<String, Object> shown(String nameField, String name, boolean withMembers) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(nameField, name);
        shown.putAll(fields);
        if (withMembers) {
            shown.put("alias", members);
        }
        return shown;
    }
}
