package org.mailferry.calendarsync.ews;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ExchangeAttendee;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.calendarsync.ExchangeZone;

/** An event's properties as the Updates of an UpdateItem, in the order that Exchange works them off: zones before times. */
final class FieldUpdates {
    private static final List<String> INDEXES = List.of("First", "Second", "Third", "Fourth");
    private final StringBuilder updates = new StringBuilder();

    private FieldUpdates() {}

    /** @param attendees false: they are left as they are */
    static String ofMaster(ExchangeEvent event, boolean attendees) {
        FieldUpdates made = new FieldUpdates();
        made.zones(event.times());
        made.content(event);
        if (event.recurrence().isPresent()) {
            made.set("calendar:Recurrence", recurrence(event.recurrence().get()));
        } else {
            made.remove("calendar:Recurrence");
        }
        if (attendees) {
            made.people(event.meeting());
        }
        return made.updates.toString();
    }

    /** An occurrence has its series' zones and rule. */
    static String ofOccurrence(ExchangeEvent event, boolean attendees) {
        FieldUpdates made = new FieldUpdates();
        made.content(event);
        if (attendees) {
            made.people(event.meeting());
        }
        return made.updates.toString();
    }

    private void zones(ExchangeEvent.Times times) {
        times.startZone().map(ExchangeZone::id).ifPresent(id -> set("calendar:StartTimeZone", "<t:StartTimeZone Id=\"" + Xml.escape(id) + "\"/>"));
        times.endZone().or(times::startZone).map(ExchangeZone::id).ifPresent(id -> set("calendar:EndTimeZone", "<t:EndTimeZone Id=\"" + Xml.escape(id) + "\"/>"));
    }

    private void content(ExchangeEvent event) {
        ExchangeEvent.Content content = event.content();
        set("calendar:Start", Xml.element("Start", event.times().start().toString()));
        set("calendar:End", Xml.element("End", event.times().end().toString()));
        set("calendar:IsAllDayEvent", Xml.element("IsAllDayEvent", String.valueOf(event.times().allDay())));
        set("item:Subject", Xml.element("Subject", content.subject()));
        set("item:Sensitivity", Xml.element("Sensitivity", capital(content.sensitivity().name())));
        set("item:Importance", Xml.element("Importance", capital(content.importance().name())));
        set("calendar:LegacyFreeBusyStatus", Xml.element("LegacyFreeBusyStatus", busy(content.busy())));
        set("item:ReminderIsSet", Xml.element("ReminderIsSet", String.valueOf(content.reminder().isPresent())));
        content.reminder().ifPresent(before -> set("item:ReminderMinutesBeforeStart", Xml.element("ReminderMinutesBeforeStart", String.valueOf(before.toMinutes()))));
        text("calendar:Location", "Location", content.location());
        content.body().ifPresentOrElse(body -> set("item:Body", "<t:Body BodyType=\"" + (body.html() ? "HTML" : "Text") + "\">" + Xml.escape(body.text()) + "</t:Body>"),
            () -> remove("item:Body"));
        if (content.categories().isEmpty()) {
            remove("item:Categories");
        } else {
            set("item:Categories", "<t:Categories>" + content.categories().stream().map(each -> Xml.element("String", each)).collect(Collectors.joining()) + "</t:Categories>");
        }
    }

    private void people(ExchangeEvent.Meeting meeting) {
        people(meeting, ExchangeAttendee.Role.REQUIRED, "RequiredAttendees");
        people(meeting, ExchangeAttendee.Role.OPTIONAL, "OptionalAttendees");
        people(meeting, ExchangeAttendee.Role.RESOURCE, "Resources");
    }

    private void people(ExchangeEvent.Meeting meeting, ExchangeAttendee.Role role, String list) {
        String people = meeting.attendees().stream().filter(person -> person.role() == role).map(FieldUpdates::person).collect(Collectors.joining());
        if (people.isEmpty()) {
            remove("calendar:" + list);
        } else {
            set("calendar:" + list, "<t:" + list + ">" + people + "</t:" + list + ">");
        }
    }

    private static String person(ExchangeAttendee person) {
        String routing = person.routing().isEmpty() ? "SMTP" : person.routing();
        return "<t:Attendee><t:Mailbox>" + Xml.element("Name", person.name().isEmpty() ? person.address() : person.name()) + Xml.element("EmailAddress", person.address())
            + Xml.element("RoutingType", routing) + "</t:Mailbox>" + Xml.element("ResponseType", response(person.response())) + "</t:Attendee>";
    }

    private static String response(ExchangeAttendee.Response response) {
        return switch (response) {
            case ORGANIZER -> "Organizer";
            case TENTATIVE -> "Tentative";
            case ACCEPTED -> "Accept";
            case DECLINED -> "Decline";
            case NO_RESPONSE -> "NoResponseReceived";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String busy(ExchangeEvent.Busy busy) {
        return switch (busy) {
            case FREE -> "Free";
            case TENTATIVE -> "Tentative";
            case BUSY -> "Busy";
            case OUT_OF_OFFICE -> "OOF";
            case WORKING_ELSEWHERE -> "WorkingElsewhere";
            case NO_DATA -> "NoData";
        };
    }

    /** The RecurrenceType, with the elements in the order of the schema. */
    static String recurrence(ExchangeRecurrence rule) {
        String interval = Xml.element("Interval", String.valueOf(rule.interval()));
        String index = Xml.element("DayOfWeekIndex", rule.index().orElse(1) == -1 ? "Last" : INDEXES.get(rule.index().orElse(1) - 1));
        String day = Xml.element("DayOfMonth", String.valueOf(rule.dayOfMonth().orElse(rule.start().getDayOfMonth())));
        String month = Xml.element("Month", Month.of(rule.month().orElse(rule.start().getMonthValue())).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        String pattern = switch (rule.pattern()) {
            case DAILY -> wrapped("DailyRecurrence", interval);
            case WEEKLY -> wrapped("WeeklyRecurrence", interval + Xml.element("DaysOfWeek", days(rule))
                + rule.firstDay().map(first -> Xml.element("FirstDayOfWeek", capital(first.name()))).orElse(""));
            case ABSOLUTE_MONTHLY -> wrapped("AbsoluteMonthlyRecurrence", interval + day);
            case RELATIVE_MONTHLY -> wrapped("RelativeMonthlyRecurrence", interval + Xml.element("DaysOfWeek", group(rule)) + index);
            case ABSOLUTE_YEARLY -> wrapped("AbsoluteYearlyRecurrence", day + month);
            case RELATIVE_YEARLY -> wrapped("RelativeYearlyRecurrence", Xml.element("DaysOfWeek", group(rule)) + index + month);
        };
        return wrapped("Recurrence", pattern + range(rule));
    }

    private static String range(ExchangeRecurrence rule) {
        String start = Xml.element("StartDate", rule.start().toString());
        if (rule.count().isPresent()) {
            return wrapped("NumberedRecurrence", start + Xml.element("NumberOfOccurrences", String.valueOf(rule.count().getAsInt())));
        }
        return rule.until().map(until -> wrapped("EndDateRecurrence", start + Xml.element("EndDate", until.toString()))).orElse(wrapped("NoEndRecurrence", start));
    }

    private static String days(ExchangeRecurrence rule) {
        List<DayOfWeek> days = rule.days().isEmpty() ? List.of(rule.start().getDayOfWeek()) : rule.days().stream().sorted().toList();
        return days.stream().map(day -> capital(day.name())).collect(Collectors.joining(" "));
    }

    private static String group(ExchangeRecurrence rule) {
        String days = days(rule);
        return rule.days().size() == 7 ? "Day" : days.equals("Saturday Sunday") ? "WeekendDay" : days.equals("Monday Tuesday Wednesday Thursday Friday") ? "Weekday" : days;
    }

    private static String wrapped(String name, String content) {
        return "<t:" + name + ">" + content + "</t:" + name + ">";
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private void text(String field, String element, String value) {
        if (value.isEmpty()) {
            remove(field);
        } else {
            set(field, Xml.element(element, value));
        }
    }

    private void set(String field, String element) {
        updates.append("<t:SetItemField><t:FieldURI FieldURI=\"").append(field).append("\"/><t:CalendarItem>").append(element).append("</t:CalendarItem></t:SetItemField>");
    }

    private void remove(String field) {
        updates.append("<t:DeleteItemField><t:FieldURI FieldURI=\"").append(field).append("\"/></t:DeleteItemField>");
    }
}
