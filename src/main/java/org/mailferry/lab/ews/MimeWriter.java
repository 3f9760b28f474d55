package org.mailferry.lab.ews;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An item as iCalendar, as Exchange converts it ([MS-OXCICAL] §2.1.3). */
final class MimeWriter {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final Map<String, String> PARTSTATS = Map.of("Accept", "ACCEPTED", "Tentative", "TENTATIVE", "Decline", "DECLINED", "Organizer", "ACCEPTED");
    private final EwsQuirks quirks;

    MimeWriter(EwsQuirks quirks) {
        this.quirks = quirks;
    }

    String write(EwsItem item) {
        CalendarText text = new CalendarText();
        text.line("BEGIN:VCALENDAR").line("METHOD:" + (ComputedFields.isMeeting(item) ? "REQUEST" : "PUBLISH"))
            .line("PRODID:Microsoft Exchange Server 2010").line("VERSION:2.0");
        ZoneText.write(text, item.zone(), tzid(item));
        event(text, item);
        item.exceptions.values().forEach(exception -> event(text, exception));
        return quirks.endMissing ? text.toString() : text.line("END:VCALENDAR").toString();
    }

    private String tzid(EwsItem item) {
        return item.zone().id() + (quirks.zoneWithLineEnd ? "\\n" : "");
    }

    private void event(CalendarText text, EwsItem item) {
        boolean allDay = item.flag("calendar:IsAllDayEvent");
        text.line("BEGIN:VEVENT");
        if (ComputedFields.isMeeting(item) && !quirks.attendeesMissing) {
            people(text, item);
        }
        item.field("item:Body").ifPresent(body -> text.value("DESCRIPTION;LANGUAGE=en-US", ItemShape.plain(body)));
        if (item.master == null && item.recurrence().isPresent()) {
            item.recurrence().ifPresent(recurrence -> text.line("RRULE:" + RuleText.write(recurrence, item)));
            exclusions(text, item, allDay);
        }
        text.value("UID", item.uid());
        if (item.master != null) {
            text.line("RECURRENCE-ID" + time(item.master, item.originalStart(), allDay));
        }
        if (item.master == null && item.field("calendar:RecurrenceId").isPresent()) {
            // An attendee of this instance only: there is no master in the mailbox.
            text.line("RECURRENCE-ID" + time(item, Instant.parse(item.text("calendar:RecurrenceId")), allDay));
        }
        text.value("SUMMARY;LANGUAGE=en-US", item.text("item:Subject"));
        text.line("DTSTART" + time(item, item.start(), allDay)).line("DTEND" + time(item, item.end(), allDay));
        text.line("CLASS:" + Map.of("Private", "PRIVATE", "Confidential", "CONFIDENTIAL", "Personal", "PRIVATE").getOrDefault(item.text("item:Sensitivity"), "PUBLIC"));
        text.line("PRIORITY:" + Map.of("High", "1", "Low", "9").getOrDefault(item.text("item:Importance"), "5"));
        text.line("DTSTAMP:" + utc(item.text("calendar:DateTimeStamp")));
        String busy = ComputedFields.of(item, "calendar:LegacyFreeBusyStatus").map(Node::text).orElse("Busy");
        text.line("TRANSP:" + (busy.equals("Free") ? "TRANSPARENT" : "OPAQUE"));
        text.line("STATUS:" + (item.flag("calendar:IsCancelled") ? "CANCELLED" : busy.equals("Tentative") ? "TENTATIVE" : "CONFIRMED"));
        text.line("SEQUENCE:" + ComputedFields.of(item, "calendar:AppointmentSequenceNumber").map(Node::text).orElse("0"));
        text.value("LOCATION;LANGUAGE=en-US", item.text("calendar:Location"));
        item.field("item:Categories").ifPresent(categories -> text.line("CATEGORIES:"
            + categories.children().stream().map(Node::text).map(CalendarText::escape).collect(Collectors.joining(","))));
        if (!quirks.lastModifiedMissing) {
            text.line("LAST-MODIFIED:" + utc(item.text("item:LastModifiedTime")));
        }
        text.line("X-MICROSOFT-CDO-BUSYSTATUS:" + (busy.equals("WorkingElsewhere") ? "WORKINGELSEWHERE" : busy.toUpperCase(Locale.ROOT)))
            .line("X-MICROSOFT-CDO-ALLDAYEVENT:" + String.valueOf(allDay).toUpperCase(Locale.ROOT))
            .line("X-MICROSOFT-CDO-INSTTYPE:" + (item.master != null ? 3 : item.recurrence().isPresent() ? 1 : 0));
        alarm(text, item);
        text.line("END:VEVENT");
    }

    private static void alarm(CalendarText text, EwsItem item) {
        if (item.flag("item:ReminderIsSet")) {
            String minutes = ComputedFields.of(item, "item:ReminderMinutesBeforeStart").map(Node::text).orElse("15");
            text.line("BEGIN:VALARM").line("DESCRIPTION:REMINDER").line("TRIGGER;RELATED=START:-PT" + minutes + "M").line("ACTION:DISPLAY").line("END:VALARM");
        }
    }

    private void exclusions(CalendarText text, EwsItem item, boolean allDay) {
        item.deleted.forEach(number -> text.line("EXDATE" + time(item,
            item.zone().instant(item.dates().get(number - 1).atTime(item.zone().local(item.start()).toLocalTime())), allDay)));
    }

    private String time(EwsItem item, Instant instant, boolean allDay) {
        LocalDateTime local = item.zone().local(instant);
        if (allDay) {
            return ";VALUE=DATE:" + DATE.format(local);
        }
        return item.zone().id().equals("UTC") ? ":" + LOCAL.format(local) + "Z" : ";TZID=" + CalendarText.parameter(tzid(item)) + ":" + LOCAL.format(local);
    }

    private static String utc(String instant) {
        return LOCAL.format(LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC)) + "Z";
    }

    private static void people(CalendarText text, EwsItem item) {
        ComputedFields.of(item, "calendar:Organizer").flatMap(organizer -> organizer.find("t:Mailbox"))
            .ifPresent(mailbox -> text.line("ORGANIZER;CN=" + CalendarText.parameter(mailbox.value("t:Name")) + ":" + address(mailbox)));
        for (String[] list : new String[][] {{"RequiredAttendees", "ROLE=REQ-PARTICIPANT"}, {"OptionalAttendees", "ROLE=OPT-PARTICIPANT"},
            {"Resources", "CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT"}}) {
            item.field("calendar:" + list[0]).ifPresent(people -> people.children().forEach(person -> person.find("t:Mailbox").ifPresent(mailbox ->
                text.line("ATTENDEE;" + list[1] + ";PARTSTAT=" + PARTSTATS.getOrDefault(person.value("t:ResponseType"), "NEEDS-ACTION") + ";RSVP=TRUE;CN="
                    + CalendarText.parameter(mailbox.value("t:Name")) + ":" + address(mailbox)))));
        }
    }

    private static String address(Node mailbox) {
        String address = mailbox.value("t:EmailAddress");
        return address.contains("@") ? "MAILTO:" + address : "invalid:nomail";
    }
}
