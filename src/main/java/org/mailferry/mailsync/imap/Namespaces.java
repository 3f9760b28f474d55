package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailferry.mailsync.Hierarchy;

/** Which names are the mailbox's own (RFC 9051 §6.3.10). */
record Namespaces(Hierarchy personal, List<String> othersPrefixes) {
    Namespaces {
        othersPrefixes = List.copyOf(othersPrefixes);
    }

    static Namespaces read(ImapWire wire, FolderNames names) {
        List<Hierarchy> personal = new ArrayList<>();
        List<String> others = new ArrayList<>();
        if (wire.hasCapability("NAMESPACE")) {
            wire.run("NAMESPACE", line -> {
                if (line.says("NAMESPACE")) {
                    List<Object> values = line.values();
                    personal.addAll(hierarchies(values.get(2), names));
                    for (Object kind : values.subList(3, values.size())) {
                        hierarchies(kind, names).stream().map(Hierarchy::prefix).filter(prefix -> !prefix.isEmpty()).forEach(others::add);
                    }
                }
            });
        }
        if (personal.isEmpty()) {
            wire.run("LIST \"\" \"\"", line -> {
                if (line.says("LIST")) {
                    personal.add(new Hierarchy("", ImapParser.text(line.values().get(3))));
                }
            });
        }
        return new Namespaces(personal.isEmpty() ? Hierarchy.SLASHED : personal.get(0), others);
    }

    private static List<Hierarchy> hierarchies(Object kind, FolderNames names) {
        return ImapMailStore.listOf(kind).stream().map(ImapMailStore::listOf).filter(entry -> entry.size() >= 2)
            .map(entry -> new Hierarchy(names.decode(ImapParser.text(entry.get(0))), ImapParser.text(entry.get(1)))).toList();
    }

    boolean belongsToOthers(String name) {
        return othersPrefixes.stream().anyMatch(name::startsWith);
    }
}
