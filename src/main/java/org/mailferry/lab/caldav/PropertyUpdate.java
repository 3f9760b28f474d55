package org.mailferry.lab.caldav;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/** What a PROPPATCH, MKCALENDAR or MKCOL sets and removes; all of it or nothing, RFC 4918 §9.2. */
final class PropertyUpdate {
    private final List<Element> set = new ArrayList<>();
    private final List<QName> removed = new ArrayList<>();

    PropertyUpdate(Element body) {
        for (Element part : DavXml.children(body)) {
            List<Element> named = DavXml.child(part, DavXml.d("prop")).map(DavXml::children).orElse(List.of());
            if (DavXml.name(part).equals(DavXml.d("set"))) {
                set.addAll(named);
            } else if (DavXml.name(part).equals(DavXml.d("remove"))) {
                named.forEach(name -> removed.add(DavXml.name(name)));
            }
        }
    }

    /** A new calendar may also be told its kind and what it holds, once. */
    void applyNew(DavCalendar calendar) {
        for (Element property : List.copyOf(set)) {
            if (DavXml.name(property).equals(DavProperties.COMPONENTS)) {
                Set<String> named = DavXml.children(property, DavXml.c("comp")).stream().map(comp -> comp.getAttribute("name")).collect(Collectors.toCollection(TreeSet::new));
                if (named.isEmpty() || !Set.of("VEVENT", "VTODO", "VJOURNAL").containsAll(named)) {
                    throw DavError.condition(403, DavXml.c("supported-calendar-component"));
                }
                calendar.components.clear();
                calendar.components.addAll(named);
                set.remove(property);
            } else if (DavXml.name(property).equals(DavXml.d("resourcetype"))) {
                set.remove(property);
            }
        }
        if (!guarded().isEmpty()) {
            throw DavError.condition(403, DavXml.d("cannot-modify-protected-property"));
        }
        apply(calendar);
    }

    DavAnswer patch(DavResource resource) {
        Set<QName> guarded = resource.kind() == DavResource.Kind.CALENDAR ? guarded() : Set.copyOf(names());
        if (guarded.isEmpty()) {
            apply(resource.calendar().orElseThrow());
        }
        String parts = names().stream().distinct().map(name -> part(name, guarded)).collect(Collectors.joining());
        return DavAnswer.multistatus(DavProperties.response(resource.href(), parts));
    }

    private static String part(QName name, Set<QName> guarded) {
        int status = guarded.isEmpty() ? 200 : guarded.contains(name) ? 403 : 424;
        return DavProperties.propstat(status, DavXml.element(name, ""));
    }

    private List<QName> names() {
        List<QName> names = new ArrayList<>(removed);
        set.forEach(property -> names.add(DavXml.name(property)));
        return names;
    }

    private Set<QName> guarded() {
        return names().stream().filter(DavProperties.PROTECTED::contains).collect(Collectors.toSet());
    }

    private void apply(DavCalendar calendar) {
        removed.forEach(calendar.properties::remove);
        set.forEach(property -> calendar.properties.put(DavXml.name(property), DavXml.content(property)));
    }

    static void applyNew(DavCalendar calendar, Optional<Element> body) {
        body.ifPresent(given -> new PropertyUpdate(given).applyNew(calendar));
    }
}
