package org.mailferry.lab.ews;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which properties an item has, in the order of the schema, and how a path names one. */
final class EwsFields {
    private static final List<String> ITEM = List.of("MimeContent", "ItemId", "ParentFolderId", "ItemClass", "Subject", "Sensitivity", "Body", "Attachments",
        "DateTimeReceived", "Size", "Categories", "Importance", "InReplyTo", "IsSubmitted", "IsDraft", "IsFromMe", "IsResend", "IsUnmodified",
        "InternetMessageHeaders", "DateTimeSent", "DateTimeCreated", "ResponseObjects", "ReminderDueBy", "ReminderIsSet", "ReminderNextTime",
        "ReminderMinutesBeforeStart", "DisplayCc", "DisplayTo", "HasAttachments", "ExtendedProperty", "Culture", "EffectiveRights", "LastModifiedName",
        "LastModifiedTime", "IsAssociated", "WebClientReadFormQueryString", "WebClientEditFormQueryString", "ConversationId", "UniqueBody", "Flag",
        "StoreEntryId", "InstanceKey", "EntityExtractionResult", "Preview", "TextBody", "ReferenceItemId");
    private static final List<String> CALENDAR = List.of("UID", "RecurrenceId", "DateTimeStamp", "Start", "End", "OriginalStart", "IsAllDayEvent",
        "LegacyFreeBusyStatus", "Location", "When", "IsMeeting", "IsCancelled", "IsRecurring", "MeetingRequestWasSent", "IsResponseRequested",
        "CalendarItemType", "MyResponseType", "Organizer", "RequiredAttendees", "OptionalAttendees", "Resources", "ConflictingMeetingCount", "AdjacentMeetingCount", "ConflictingMeetings",
        "AdjacentMeetings", "Duration", "TimeZone",
        "AppointmentReplyTime", "AppointmentSequenceNumber", "AppointmentState", "Recurrence", "FirstOccurrence", "LastOccurrence",
        "ModifiedOccurrences", "DeletedOccurrences", "MeetingTimeZone", "StartTimeZone", "EndTimeZone", "ConferenceType", "AllowNewTimeProposal",
        "IsOnlineMeeting", "MeetingWorkspaceUrl", "NetShowUrl", "EnhancedLocation", "StartWallClock", "EndWallClock", "StartTimeZoneId", "EndTimeZoneId",
        "IntendedFreeBusyStatus", "JoinOnlineMeetingUrl", "OnlineMeetingSettings", "IsOrganizer", "InboxReminders");
    /** Computed by the server, or given once and for all when the item is made ([MS-OXWSMTGS] §2.2.4.10). */
    static final Set<String> READ_ONLY = Set.of("item:ItemId", "item:ParentFolderId", "item:Attachments", "item:Size", "item:DateTimeCreated",
        "item:HasAttachments", "item:LastModifiedTime", "item:LastModifiedName", "item:EffectiveRights", "item:IsDraft", "calendar:OriginalStart", "calendar:IsMeeting",
        "calendar:IsCancelled", "calendar:IsRecurring", "calendar:MeetingRequestWasSent", "calendar:CalendarItemType", "calendar:MyResponseType",
        "calendar:Organizer", "calendar:Duration", "calendar:TimeZone", "calendar:AppointmentReplyTime", "calendar:AppointmentSequenceNumber",
        "calendar:AppointmentState", "calendar:FirstOccurrence", "calendar:LastOccurrence", "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences",
        "calendar:DateTimeStamp", "calendar:RecurrenceId", "calendar:IsOrganizer");
    private static final Map<String, String> PROPERTY_SETS = Map.of("meeting", "6ed8da90-450b-101b-98da-00aa003f1305",
        "appointment", "00062002-0000-0000-c000-000000000046", "task", "00062003-0000-0000-c000-000000000046",
        "address", "00062004-0000-0000-c000-000000000046", "common", "00062008-0000-0000-c000-000000000046",
        "publicstrings", "00020329-0000-0000-c000-000000000046", "internetheaders", "00020386-0000-0000-c000-000000000046",
        "calendarassistant", "11000e07-b51b-40d6-af21-caa85edab1d0", "unifiedmessaging", "4442858e-a9e3-4e80-b900-317a210cc15b");

    private EwsFields() {}

    static List<String> inOrder() {
        return java.util.stream.Stream.concat(ITEM.stream().map("item:"::concat), CALENDAR.stream().map("calendar:"::concat)).toList();
    }

    /** {@code item:Subject} for {@code t:Subject}. */
    static Optional<String> ofElement(Node element) {
        if (element.name().equals("t:ExtendedProperty")) {
            return element.find("t:ExtendedFieldURI").map(EwsFields::ofPath);
        }
        String name = element.localName();
        return Optional.ofNullable(ITEM.contains(name) ? "item:" + name : CALENDAR.contains(name) ? "calendar:" + name : null);
    }

    /** What a {@code FieldURI} or {@code ExtendedFieldURI} names, however it is spelled. */
    static String ofPath(Node path) {
        if (path.name().equals("t:FieldURI")) {
            return path.attribute("FieldURI");
        }
        if (path.name().equals("t:IndexedFieldURI")) {
            return "indexed:" + path.attribute("FieldURI") + ":" + path.attribute("FieldIndex");
        }
        String tag = path.attribute("PropertyTag");
        String type = path.attribute("PropertyType").toLowerCase(Locale.ROOT);
        if (!tag.isEmpty()) {
            return "extended:" + number(tag) + ":" + type;
        }
        String set = path.attribute("DistinguishedPropertySetId").toLowerCase(Locale.ROOT);
        String guid = set.isEmpty() ? path.attribute("PropertySetId").toLowerCase(Locale.ROOT) : PROPERTY_SETS.getOrDefault(set, set);
        String property = path.attribute("PropertyName").isEmpty() ? String.valueOf(number(path.attribute("PropertyId"))) : path.attribute("PropertyName");
        return "extended:" + guid + ":" + property + ":" + type;
    }

    private static long number(String text) {
        try {
            return Long.decode(text.isEmpty() ? "0" : text);
        } catch (NumberFormatException e) {
            throw EwsError.fault("ErrorInvalidExtendedProperty", "'" + text + "' is no property");
        }
    }

    static String extended(String set, int id, String type) {
        return "extended:" + PROPERTY_SETS.get(set) + ":" + id + ":" + type;
    }

    /** The elements that a {@code t:CalendarItem} may hold, in their order. */
    static List<String> elements() {
        return java.util.stream.Stream.concat(ITEM.stream(), CALENDAR.stream()).toList();
    }

    static boolean isKnown(String field) {
        return field.startsWith("extended:") || field.startsWith("indexed:") || Arrays.asList("item:", "calendar:").stream().anyMatch(field::startsWith)
            && (ITEM.contains(field.substring(field.indexOf(':') + 1)) || CALENDAR.contains(field.substring(field.indexOf(':') + 1)));
    }
}
