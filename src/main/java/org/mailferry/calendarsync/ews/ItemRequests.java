package org.mailferry.calendarsync.ews;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests that read items. */
final class ItemRequests {
    private static final List<String> ITEM = List.of("item:ParentFolderId", "item:Subject", "item:Sensitivity", "item:Body", "item:Attachments", "item:Categories",
        "item:Importance", "item:ReminderIsSet", "item:ReminderMinutesBeforeStart", "item:HasAttachments", "item:LastModifiedTime");
    private static final List<String> CALENDAR = List.of("calendar:UID", "calendar:Start", "calendar:End", "calendar:OriginalStart", "calendar:IsAllDayEvent",
        "calendar:LegacyFreeBusyStatus", "calendar:Location", "calendar:IsMeeting", "calendar:IsCancelled", "calendar:CalendarItemType",
        "calendar:MyResponseType", "calendar:Organizer", "calendar:RequiredAttendees", "calendar:OptionalAttendees", "calendar:Resources",
        "calendar:AppointmentSequenceNumber", "calendar:AppointmentState", "calendar:Recurrence", "calendar:LastOccurrence",
        "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences", "calendar:StartTimeZone", "calendar:EndTimeZone");
    private static final Pattern EXCHANGE_UID = Pattern.compile("(?i)040000008200E00074C5B7101A82E008[0-9A-F]{50,}");
    private static final String GLOBAL_ID = "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Meeting\" PropertyId=\"%d\" PropertyType=\"Binary\"/>";
    private static final List<Integer> GLOBAL_IDS = List.of(0x3, 0x23);

    private ItemRequests() {}

    static String get(Collection<String> ids, boolean mime) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>" + mime + "</t:IncludeMimeContent><t:BodyType>Best</t:BodyType>"
            + "<t:AdditionalProperties>" + paths(ITEM) + paths(CALENDAR) + OwnProperty.UID.path() + "</t:AdditionalProperties></m:ItemShape>"
            + EwsIds.list(ids) + "</m:GetItem>";
    }

    static String versions(Collection<String> ids) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>" + paths(List.of("item:ParentFolderId", "calendar:UID", "calendar:AppointmentState"))
            + OwnProperty.UID.path() + "</t:AdditionalProperties></m:ItemShape>" + EwsIds.list(ids) + "</m:GetItem>";
    }

    private static String paths(List<String> fields) {
        return fields.stream().map(field -> "<t:FieldURI FieldURI=\"" + field + "\"/>").collect(Collectors.joining());
    }

    static String attachment(String id) {
        return "<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id=\"" + Xml.escape(id) + "\"/></m:AttachmentIds></m:GetAttachment>";
    }

    /** Exchange cannot search by {@code calendar:UID}, which it computes, so the ids are searched that it is computed from. */
    static String withUid(String folder, String uid) {
        String id = Base64.getEncoder().encodeToString(globalId(uid));
        String any = GLOBAL_IDS.stream().map(GLOBAL_ID::formatted).map(path -> "<t:IsEqualTo>" + path + "<t:FieldURIOrConstant><t:Constant Value=\"" + id
            + "\"/></t:FieldURIOrConstant></t:IsEqualTo>").collect(Collectors.joining());
        return "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>" + paths(List.of("calendar:UID"))
            + "</t:AdditionalProperties></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned=\"100\" Offset=\"0\" BasePoint=\"Beginning\"/>"
            + "<m:Restriction><t:Or>" + any + "</t:Or></m:Restriction><m:ParentFolderIds><t:FolderId Id=\"" + Xml.escape(folder) + "\"/></m:ParentFolderIds></m:FindItem>";
    }

    /** Single events and occurrences that touch a span of time. */
    static String view(String folder, Instant from, Instant to) {
        return "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
            + paths(List.of("calendar:UID", "calendar:Start", "calendar:OriginalStart")) + "</t:AdditionalProperties></m:ItemShape><m:CalendarView MaxEntriesReturned=\"500\" StartDate=\""
            + from + "\" EndDate=\"" + to + "\"/><m:ParentFolderIds><t:FolderId Id=\"" + Xml.escape(folder) + "\"/></m:ParentFolderIds></m:FindItem>";
    }

    /** PidLidGlobalObjectId of a UID, [MS-OXCICAL] §2.1.3.1.1.20.26: Exchange's own in hex, another's wrapped. */
    static byte[] globalId(String uid) {
        if (EXCHANGE_UID.matcher(uid).matches() && uid.length() % 2 == 0) {
            return HexFormat.of().parseHex(uid);
        }
        byte[] text = uid.getBytes(StandardCharsets.UTF_8);
        ByteBuffer id = ByteBuffer.allocate(40 + 12 + text.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        id.put(HexFormat.of().parseHex("040000008200E00074C5B7101A82E008")).position(36);
        return id.putInt(12 + text.length + 1).put("vCal-Uid".getBytes(StandardCharsets.US_ASCII)).putInt(1).put(text).put((byte) 0).array();
    }
}
