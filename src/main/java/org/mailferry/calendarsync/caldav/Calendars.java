package org.mailferry.calendarsync.caldav;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.http.HttpReply;

/** The collections of one calendar home. */
final class Calendars {
    private static final String WANTED = "<resourcetype/><displayname/><A:calendar-color/><C:supported-calendar-component-set/>";

    private final DavCalls calls;
    private final String home;

    Calendars(DavCalls calls, String home) {
        this.calls = calls;
        this.home = home.endsWith("/") ? home : home + "/";
    }

    List<CalendarCollection> list() {
        return look(home, 1).toList();
    }

    private Stream<CalendarCollection> look(String id, int depth) {
        HttpReply reply = calls.xml(DavCalls.Verb.PROPFIND, id, depth, DavBody.find(WANTED));
        return calls.found(reply, "list the calendars at " + id).parts().stream().filter(Calendars::isCalendar)
            .flatMap(part -> calls.id(id, part.href()).map(found -> collection(found, part)).stream());
    }

    /** Scheduling inboxes and outboxes are collections of their own kinds, RFC 6638 §2. */
    private static boolean isCalendar(Multistatus.Part part) {
        return part.property(Dav.RESOURCE_TYPE).filter(type -> type.has(Dav.CALENDAR)
            && !type.has(Dav.c("schedule-inbox")) && !type.has(Dav.c("schedule-outbox"))).isPresent();
    }

    private static CalendarCollection collection(String id, Multistatus.Part part) {
        Set<String> components = part.property(Dav.COMPONENTS).map(set -> set.all(Dav.c("comp")).map(XmlNode::nameAttribute)
            .filter(Objects::nonNull).map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet())).orElse(Set.of());
        Optional<String> colour = part.text(Dav.COLOUR).filter(text -> text.matches("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")).map(text -> text.substring(0, 7));
        String name = part.text(Dav.DISPLAY_NAME).orElseGet(() -> lastSegment(id));
        return new CalendarCollection(id.endsWith("/") ? id : id + "/", name, colour, components);
    }

    private static String lastSegment(String id) {
        String path = id.endsWith("/") ? id.substring(0, id.length() - 1) : id;
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** By MKCALENDAR or, where a server does not know it, MKCOL with properties; what the server left out of the look is set afterwards. */
    CalendarCollection create(NewCalendar calendar) {
        String id = home + Names.ofCalendar(calendar.key()) + "/";
        HttpReply made = calls.xml(DavCalls.Verb.MKCALENDAR, id, 0, DavBody.makeCalendar(calendar));
        if (!made.ok() || made.status() == 207) {
            Optional<CalendarCollection> there = at(id);
            if (there.isPresent()) {
                return there.get();
            }
            made = calls.xml(DavCalls.Verb.MKCOL, id, 0, DavBody.makeCollection(calendar));
        }
        HttpReply answer = made;
        CalendarCollection found = at(id).orElseThrow(() -> calls.failure(answer, "make the calendar '" + calendar.name() + "' at " + id));
        boolean named = found.name().equals(calendar.name().strip());
        boolean coloured = calendar.colour().map(colour -> colour.equalsIgnoreCase(found.colour().orElse(""))).orElse(true);
        if (!named || !coloured) {
            calls.xml(DavCalls.Verb.PROPPATCH, id, 0, DavBody.patch(calendar));
            return at(id).orElse(found);
        }
        return found;
    }

    private Optional<CalendarCollection> at(String id) {
        HttpReply reply = calls.xml(DavCalls.Verb.PROPFIND, id, 0, DavBody.find(WANTED));
        return Multistatus.of(reply).stream().flatMap(found -> found.parts().stream()).filter(Calendars::isCalendar).findFirst()
            .map(part -> collection(id, part));
    }
}
