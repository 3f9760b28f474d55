package org.mailferry.lab.caldav;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** MKCALENDAR, MKCOL, PUT, GET and DELETE with their preconditions. */
final class CalendarWrites {
    private final Scheduling scheduling;
    private long serial;

    CalendarWrites(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    /** RFC 4791 §5.3.1; MKCOL with a body that says calendar is the same, RFC 5689. */
    DavAnswer make(DavRequest request, DavUser user) {
        if (request.segments().size() != 3 || !request.segments().get(0).equals(DavResource.CALENDARS)) {
            throw DavError.condition(403, DavXml.c("calendar-collection-location-ok"));
        }
        String name = request.segments().get(2);
        if (user.calendars.containsKey(name)) {
            throw request.method().equals("MKCOL") ? DavError.status(405) : DavError.condition(403, DavXml.d("resource-must-be-null"));
        }
        Optional<Element> body = Optional.of(request.body()).filter(bytes -> bytes.length > 0).map(DavXml::parse);
        if (request.method().equals("MKCOL") && body.filter(CalendarWrites::saysCalendar).isEmpty()) {
            throw DavError.condition(403, DavXml.d("valid-resourcetype"));
        }
        DavCalendar made = new DavCalendar(name, ++serial);
        PropertyUpdate.applyNew(made, body);
        user.calendars.put(name, made);
        return DavAnswer.status(201).with("Cache-Control", "no-cache");
    }

    private static boolean saysCalendar(Element body) {
        return body.getElementsByTagNameNS(DavXml.CALDAV, "calendar").getLength() > 0;
    }

    DavAnswer put(DavRequest request, DavUser user) {
        DavCalendar calendar = calendarOf(request, user).orElseThrow(() -> DavError.status(409));
        String name = request.segments().get(3);
        Optional<DavItem> before = Optional.ofNullable(calendar.items.get(name));
        requireConditions(request, before);
        if (request.tooLong()) {
            throw DavError.condition(403, DavXml.c("max-resource-size"));
        }
        if (request.header("Content-Type").filter(type -> !type.toLowerCase(Locale.ROOT).startsWith("text/calendar")).isPresent()) {
            throw DavError.condition(403, DavXml.c("supported-calendar-data"));
        }
        CalendarObject object = CalendarObject.parse(request.body());
        if (!calendar.components.contains(object.component())) {
            throw DavError.condition(403, DavXml.c("supported-calendar-component"));
        }
        requireUidIsFree(user, calendar, name, before, object);
        DavItem stored = calendar.put(name, request.body(), object);
        // Known from Cyrus: the item is scheduled from now on, and this write tells nobody.
        if (!request.says("Scheduling-Enabled", "F")) {
            scheduling.stored(user, before, stored);
        }
        return DavAnswer.status(before.isPresent() ? 204 : 201).with("ETag", stored.tag());
    }

    private static void requireUidIsFree(DavUser user, DavCalendar calendar, String name, Optional<DavItem> before, CalendarObject object) {
        Optional<DavItem> other = before.filter(item -> !item.object().uid().equals(object.uid()))
            .or(() -> calendar.withUid(object.uid()).filter(item -> !item.name().equals(name)));
        other.ifPresent(item -> {
            throw DavError.conflict(DavXml.c("no-uid-conflict"), DavResource.item(user, calendar, item.name()));
        });
    }

    DavAnswer get(DavRequest request, DavResource resource) {
        DavItem item = resource.item().orElseThrow(() -> DavError.status(405));
        if (request.header("If-None-Match").filter(tags -> names(tags, item)).isPresent()) {
            return DavAnswer.status(304).with("ETag", item.tag());
        }
        DavAnswer answer = new DavAnswer(200, java.util.Map.of("Content-Type", "text/calendar; charset=utf-8; component=" + item.object().component()), item.bytes());
        return answer.with("ETag", item.tag());
    }

    DavAnswer delete(DavRequest request, DavResource resource) {
        DavUser user = resource.user();
        DavCalendar calendar = resource.calendar().orElseThrow(() -> DavError.status(403));
        requireConditions(request, resource.item());
        boolean untold = request.says("Schedule-Reply", "F");
        if (resource.item().isEmpty()) {
            calendar.items.values().forEach(item -> scheduling.deleted(user, item, untold));
            user.calendars.remove(calendar.name);
            return DavAnswer.status(204);
        }
        DavItem item = resource.item().get();
        calendar.delete(item.name());
        scheduling.deleted(user, item, untold);
        return DavAnswer.status(204);
    }

    private static Optional<DavCalendar> calendarOf(DavRequest request, DavUser user) {
        boolean item = request.segments().size() == 4 && request.segments().get(0).equals(DavResource.CALENDARS);
        return item && !request.path().endsWith("/") ? Optional.ofNullable(user.calendars.get(request.segments().get(2))) : Optional.empty();
    }

    /** RFC 9110 §13.1; compared strongly. */
    static void requireConditions(DavRequest request, Optional<DavItem> item) {
        boolean matches = request.header("If-Match").map(tags -> item.filter(each -> names(tags, each)).isPresent()).orElse(true);
        boolean free = request.header("If-None-Match").map(tags -> item.filter(each -> names(tags, each)).isEmpty()).orElse(true);
        if (!matches || !free) {
            throw DavError.status(412);
        }
    }

    private static boolean names(String tags, DavItem item) {
        return tags.strip().equals("*") || Stream.of(tags.split(",")).map(String::strip).anyMatch(item.tag()::equals);
    }
}
