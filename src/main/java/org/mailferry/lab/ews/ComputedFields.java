package org.mailferry.lab.ews;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A property of an item as it is given: what is stored, or what follows from the rest. */
final class ComputedFields {
    private ComputedFields() {}

    static Optional<Node> of(EwsItem item, String field) {
        return switch (field) {
            case "item:ItemId" -> Optional.of(id(item));
            case "item:ParentFolderId" -> Optional.of(Node.of("t:ParentFolderId").at("Id", item.folder.id).at("ChangeKey", EwsStore.changeKey(item.folder.version)));
            case "calendar:Start" -> text("t:Start", item.fields.isEmpty() && item.master == null ? "" : item.start());
            case "calendar:End" -> text("t:End", item.end());
            case "calendar:OriginalStart" -> item.master == null ? item.field(field) : text("t:OriginalStart", item.originalStart());
            case "calendar:RecurrenceId" -> item.master == null ? item.field(field) : text("t:RecurrenceId", item.originalStart());
            case "calendar:CalendarItemType" -> item.field(field).filter(node -> item.master == null).or(() -> text("t:CalendarItemType", type(item)));
            case "calendar:Recurrence", "calendar:FirstOccurrence", "calendar:LastOccurrence", "calendar:ModifiedOccurrences",
                "calendar:DeletedOccurrences" -> item.master == null ? series(item, field) : Optional.empty();
            case "item:Attachments" -> item.attachments.isEmpty() ? Optional.empty()
                : Optional.of(Node.of("t:Attachments", item.attachments.stream().map(attachment -> attachment.element(false)).toList()));
            case "item:HasAttachments" -> text("t:HasAttachments", item.attachments.stream().anyMatch(attachment -> !attachment.inline()));
            default -> item.field(field).or(() -> computed(item, field));
        };
    }

    static Node id(EwsItem item) {
        return Node.of("t:ItemId").at("Id", item.id).at("ChangeKey", item.changeKey());
    }

    private static Optional<Node> text(String name, Object value) {
        return Optional.of(Node.text(name, value));
    }

    private static Optional<Node> computed(EwsItem item, String field) {
        String name = "t:" + field.substring(field.indexOf(':') + 1);
        return switch (field) {
            case "item:ItemClass" -> text(name, item.master == null ? "IPM.Appointment" : "IPM.Appointment.Occurrence");
            case "item:Sensitivity", "item:Importance" -> text(name, "Normal");
            case "item:Size" -> text(name, 2000 + item.attachments.stream().mapToInt(attachment -> attachment.bytes().length).sum());
            case "item:IsDraft", "item:ReminderIsSet", "calendar:IsAllDayEvent", "calendar:IsCancelled", "item:IsAssociated",
                "calendar:IsOnlineMeeting" -> text(name, false);
            case "item:ReminderMinutesBeforeStart" -> text(name, item.flag("item:ReminderIsSet") ? 15 : 0);
            case "item:ReminderDueBy" -> item.flag("item:ReminderIsSet") ? text(name, item.start()) : Optional.empty();
            case "item:LastModifiedName" -> text(name, item.folder.mailbox.displayName);
            case "calendar:LegacyFreeBusyStatus" -> text(name, item.flag("calendar:IsAllDayEvent") ? "Free" : "Busy");
            case "calendar:IsMeeting", "calendar:MeetingRequestWasSent" -> text(name, isMeeting(item));
            case "calendar:IsResponseRequested", "calendar:AllowNewTimeProposal" -> text(name, true);
            case "calendar:IsRecurring" -> text(name, item.master != null);
            case "calendar:IsOrganizer" -> text(name, (Integer.parseInt(state(item)) & 2) == 0);
            case "calendar:AppointmentState" -> text(name, state(item));
            case "calendar:AppointmentSequenceNumber" -> text(name, 0);
            case "calendar:MyResponseType" -> text(name, isMeeting(item) && state(item).equals("1") ? "Organizer" : "Unknown");
            case "calendar:Organizer" -> Optional.of(Node.of(name, owner(item.folder.mailbox)));
            case "calendar:Duration" -> text(name, Duration.between(item.start(), item.end()));
            case "calendar:TimeZone" -> text(name, item.zone().name());
            case "calendar:StartTimeZoneId", "calendar:EndTimeZoneId" -> text(name, item.zone().id());
            case "extended:3619:integer" -> Optional.of(extended("0xe23", "Integer", item.createdAt)); // the article number
            default -> GlobalObjectId.is(field) ? Optional.of(GlobalObjectId.property(field, item.uid())) : MapiNames.numbered(item, field);
        };
    }

    private static Node extended(String tag, String type, Object value) {
        return Node.of("t:ExtendedProperty", Node.of("t:ExtendedFieldURI").at("PropertyTag", tag).at("PropertyType", type), Node.text("t:Value", value));
    }

    static Node owner(EwsMailbox mailbox) {
        return Node.of("t:Mailbox", Node.text("t:Name", mailbox.displayName), Node.text("t:EmailAddress", mailbox.address),
            Node.text("t:RoutingType", "SMTP"), Node.text("t:MailboxType", "Mailbox"));
    }

    static boolean isMeeting(EwsItem item) {
        return item.field("calendar:RequiredAttendees").isPresent() || item.field("calendar:OptionalAttendees").isPresent()
            || item.field("calendar:Resources").isPresent() || item.flag("calendar:IsMeeting");
    }

    private static String state(EwsItem item) {
        return item.field("calendar:AppointmentState").map(Node::text).orElse(isMeeting(item) ? "1" : "0");
    }

    private static String type(EwsItem item) {
        if (item.master != null) {
            return item.master.exceptions.containsKey(item.index) ? "Exception" : "Occurrence";
        }
        return item.recurrence().isPresent() ? "RecurringMaster" : "Single";
    }

    private static Optional<Node> series(EwsItem item, String field) {
        if (field.equals("calendar:Recurrence") || item.recurrence().isEmpty() || item.fields.containsKey(field)) {
            return item.field(field);
        }
        return switch (field) {
            case "calendar:ModifiedOccurrences" -> list("t:ModifiedOccurrences", item.exceptions.values().stream()
                .map(exception -> occurrence("t:Occurrence", exception)).toList());
            case "calendar:DeletedOccurrences" -> list("t:DeletedOccurrences", item.deleted.stream()
                .map(number -> Node.of("t:DeletedOccurrence", Node.text("t:Start", original(item, number)))).toList());
            case "calendar:FirstOccurrence" -> left(item).stream().findFirst().map(number -> occurrence("t:FirstOccurrence", item.occurrence(number)));
            default -> lastOf(item).map(number -> occurrence("t:LastOccurrence", item.occurrence(number)));
        };
    }

    private static Object original(EwsItem item, int number) {
        return item.zone().instant(item.dates().get(number - 1).atTime(item.zone().local(item.start()).toLocalTime()));
    }

    private static List<Integer> left(EwsItem item) {
        return IntStream.rangeClosed(1, item.dates().size()).boxed().filter(number -> !item.deleted.contains(number)).toList();
    }

    /** An endless series has none. */
    private static Optional<Integer> lastOf(EwsItem item) {
        boolean endless = item.recurrence().map(recurrence -> recurrence.range.name().equals("t:NoEndRecurrence")).orElse(true);
        List<Integer> left = new ArrayList<>(left(item));
        return endless || left.isEmpty() ? Optional.empty() : Optional.of(left.get(left.size() - 1));
    }

    private static Optional<Node> list(String name, List<Node> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(Node.of(name, entries));
    }

    private static Node occurrence(String name, EwsItem occurrence) {
        return Node.of(name, id(occurrence), Node.text("t:Start", occurrence.start()), Node.text("t:End", occurrence.end()),
            Node.text("t:OriginalStart", occurrence.originalStart()));
    }
}
