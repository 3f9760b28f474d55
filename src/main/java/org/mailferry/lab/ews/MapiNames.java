package org.mailferry.lab.ews;

import java.util.Map;
import java.util.Optional;

/** Properties that have a number of MAPI besides their name ([MS-OXPROPS]): whoever sets one sets the other. */
final class MapiNames {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("extended:55:string", "item:Subject"), Map.entry("extended:4096:string", "item:Body"),
        Map.entry("extended:26:string", "item:ItemClass"), Map.entry("extended:12296:systemtime", "item:LastModifiedTime"),
        Map.entry("extended:12295:systemtime", "item:DateTimeCreated"), Map.entry(EwsFields.extended("appointment", 0x8208, "string"), "calendar:Location"),
        Map.entry(EwsFields.extended("appointment", 0x820D, "systemtime"), "calendar:Start"),
        Map.entry(EwsFields.extended("appointment", 0x820E, "systemtime"), "calendar:End"),
        Map.entry(EwsFields.extended("appointment", 0x8215, "boolean"), "calendar:IsAllDayEvent"));

    private MapiNames() {}

    /** The same property under its name; the field itself when it has no other. */
    static String named(String field) {
        return NAMES.getOrDefault(field, field);
    }

    /** What is set by number, as an element with a name. */
    static Node named(Node element) {
        Optional<String> name = Optional.of(element).filter(node -> node.name().equals("t:ExtendedProperty")).flatMap(EwsFields::ofElement).map(NAMES::get);
        if (name.isEmpty()) {
            return element;
        }
        Node named = Node.text("t:" + name.get().substring(name.get().indexOf(':') + 1), element.value("t:Value"));
        return name.get().equals("item:Body") ? named.at("BodyType", "Text") : named;
    }

    /** A property that is asked for by number. */
    static Optional<Node> numbered(EwsItem item, String field) {
        if (!NAMES.containsKey(field)) {
            return Optional.empty();
        }
        return ComputedFields.of(item, NAMES.get(field)).map(node -> Node.of("t:ExtendedProperty", path(field), Node.text("t:Value", ItemShape.plain(node))));
    }

    private static Node path(String field) {
        String[] parts = field.split(":");
        String type = parts[parts.length - 1].equals("systemtime") ? "SystemTime" : CalendarText.capital(parts[parts.length - 1].toUpperCase(java.util.Locale.ROOT));
        Node path = Node.of("t:ExtendedFieldURI");
        return (parts.length == 3 ? path.at("PropertyTag", "0x" + Long.toHexString(Long.parseLong(parts[1])))
            : path.at("PropertySetId", parts[1]).at("PropertyId", parts[2])).at("PropertyType", type);
    }
}
