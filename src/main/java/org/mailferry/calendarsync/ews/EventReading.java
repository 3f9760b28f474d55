package org.mailferry.calendarsync.ews;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.ExchangeAttachment;
import org.mailferry.calendarsync.ExchangeAttendee;
import org.mailferry.calendarsync.ExchangeAttendee.Response;
import org.mailferry.calendarsync.ExchangeAttendee.Role;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.kernel.MigrationException;

/** A CalendarItem element of [MS-OXWSMTGS] §2.2.4.10 as the plain values that it says. What it leaves out has Exchange's default. */
final class EventReading {
    private static final Map<String, ExchangeEvent.Kind> KINDS = Map.of("Single", ExchangeEvent.Kind.SINGLE, "RecurringMaster", ExchangeEvent.Kind.MASTER,
        "Exception", ExchangeEvent.Kind.EXCEPTION, "Occurrence", ExchangeEvent.Kind.OCCURRENCE);
    private static final Map<String, ExchangeEvent.Busy> BUSY = Map.of("Free", ExchangeEvent.Busy.FREE, "Tentative", ExchangeEvent.Busy.TENTATIVE,
        "Busy", ExchangeEvent.Busy.BUSY, "OOF", ExchangeEvent.Busy.OUT_OF_OFFICE, "WorkingElsewhere", ExchangeEvent.Busy.WORKING_ELSEWHERE,
        "NoData", ExchangeEvent.Busy.NO_DATA);
    private static final Map<String, ExchangeEvent.Sensitivity> SENSITIVITY = Map.of("Personal", ExchangeEvent.Sensitivity.PERSONAL,
        "Private", ExchangeEvent.Sensitivity.PRIVATE, "Confidential", ExchangeEvent.Sensitivity.CONFIDENTIAL);
    private static final Map<String, ExchangeEvent.Importance> IMPORTANCE = Map.of("Low", ExchangeEvent.Importance.LOW, "High", ExchangeEvent.Importance.HIGH);
    private static final Map<String, Response> RESPONSES = Map.of("Organizer", Response.ORGANIZER, "Tentative", Response.TENTATIVE, "Accept", Response.ACCEPTED,
        "Decline", Response.DECLINED, "NoResponseReceived", Response.NO_RESPONSE);
    private static final Map<String, ExchangeAttendee.Kind> PEOPLE = Map.of("Mailbox", ExchangeAttendee.Kind.MAILBOX, "Contact", ExchangeAttendee.Kind.MAILBOX,
        "PublicDL", ExchangeAttendee.Kind.GROUP, "PrivateDL", ExchangeAttendee.Kind.GROUP, "GroupMailbox", ExchangeAttendee.Kind.GROUP);

    private final EwsAttachments attachments;

    EventReading(EwsAttachments attachments) {
        this.attachments = attachments;
    }

    /** @throws MigrationException {@code PERMANENT} when a value is not of its type, which makes the item unreadable */
    ExchangeEvent event(XmlElement item) {
        try {
            List<ExchangeAttachment> files = attachments.of(item);
            return new ExchangeEvent(item.text("UID").orElse(""), of(KINDS, item, "CalendarItemType", ExchangeEvent.Kind.SINGLE), times(item), content(item),
                meeting(item), item.find("Recurrence").map(RecurrenceReading::recurrence), files, instant(item, "LastModifiedTime"));
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw MigrationException.permanent("Exchange gave a property that cannot be read: " + e.getMessage(), e);
        }
    }

    private static ExchangeEvent.Times times(XmlElement item) {
        Instant start = instant(item, "Start").orElseThrow(() -> new IllegalArgumentException("the event has no start"));
        return new ExchangeEvent.Times(start, instant(item, "End").orElse(start), instant(item, "OriginalStart"), item.flag("IsAllDayEvent"),
            item.find("StartTimeZone").map(ZoneReading::zone), item.find("EndTimeZone").map(ZoneReading::zone));
    }

    private static ExchangeEvent.Content content(XmlElement item) {
        Optional<ExchangeEvent.Body> body = item.find("Body").filter(found -> !found.characters().toString().isBlank())
            .map(found -> new ExchangeEvent.Body(found.characters().toString(), found.attribute("BodyType").equals("HTML")));
        List<String> categories = item.below("Categories").stream().map(category -> category.characters().toString().strip()).filter(text -> !text.isEmpty()).toList();
        Optional<Duration> reminder = item.flag("ReminderIsSet")
            ? Optional.of(Duration.ofMinutes(item.text("ReminderMinutesBeforeStart").map(text -> Long.parseLong(text.strip())).orElse(0L))) : Optional.empty();
        return new ExchangeEvent.Content(item.text("Subject").orElse(""), item.text("Location").orElse(""), body,
            of(BUSY, item, "LegacyFreeBusyStatus", ExchangeEvent.Busy.BUSY), of(SENSITIVITY, item, "Sensitivity", ExchangeEvent.Sensitivity.NORMAL),
            categories, of(IMPORTANCE, item, "Importance", ExchangeEvent.Importance.NORMAL), reminder);
    }

    private static ExchangeEvent.Meeting meeting(XmlElement item) {
        Optional<ExchangeAttendee> organizer = item.find("Organizer", "Mailbox").map(mailbox -> person(mailbox, Role.ORGANIZER, Response.ORGANIZER));
        List<ExchangeAttendee> people = new ArrayList<>(people(item, "RequiredAttendees", Role.REQUIRED));
        people.addAll(people(item, "OptionalAttendees", Role.OPTIONAL));
        people.addAll(people(item, "Resources", Role.RESOURCE));
        return new ExchangeEvent.Meeting(item.flag("IsMeeting"), item.flag("IsCancelled"), number(item, "AppointmentState"),
            number(item, "AppointmentSequenceNumber"), of(RESPONSES, item, "MyResponseType", Response.UNKNOWN), organizer, people);
    }

    private static List<ExchangeAttendee> people(XmlElement item, String list, Role role) {
        return item.below(list).stream().filter(attendee -> attendee.find("Mailbox").isPresent()).map(attendee ->
            person(attendee.find("Mailbox").orElseThrow(), role, of(RESPONSES, attendee, "ResponseType", Response.UNKNOWN))).toList();
    }

    private static ExchangeAttendee person(XmlElement mailbox, Role role, Response response) {
        return new ExchangeAttendee(mailbox.text("Name").orElse(""), mailbox.text("EmailAddress").map(String::strip).orElse(""),
            mailbox.text("RoutingType").map(String::strip).orElse(""), mailbox.find("MailboxType").isPresent()
                ? of(PEOPLE, mailbox, "MailboxType", ExchangeAttendee.Kind.OTHER) : ExchangeAttendee.Kind.MAILBOX, role, response);
    }

    private static <T> T of(Map<String, T> values, XmlElement element, String name, T usual) {
        return element.text(name).map(text -> values.get(text.strip())).orElse(usual);
    }

    private static int number(XmlElement item, String name) {
        return item.text(name).map(text -> Integer.parseInt(text.strip())).orElse(0);
    }

    /** One without an offset is UTC's, because every request says so. */
    static Optional<Instant> instant(XmlElement element, String name) {
        return element.text(name).map(String::strip).map(text -> text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
            ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }
}
