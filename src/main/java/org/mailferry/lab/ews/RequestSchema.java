package org.mailferry.lab.ews;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What messages.xsd and types.xsd say of requests: Exchange refuses elements in another order and words that are none of theirs. */
final class RequestSchema {
    private static final Map<String, List<String>> ORDER = order();
    private static final Set<String> BOOLEAN = Set.of("true", "false", "1", "0");
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
        Map.entry("LegacyFreeBusyStatus", Set.of("Free", "Tentative", "Busy", "OOF", "NoData", "WorkingElsewhere")),
        Map.entry("Sensitivity", Set.of("Normal", "Personal", "Private", "Confidential")), Map.entry("Importance", Set.of("Low", "Normal", "High")),
        Map.entry("IsAllDayEvent", BOOLEAN), Map.entry("ReminderIsSet", BOOLEAN), Map.entry("IsResponseRequested", BOOLEAN), Map.entry("IncludeMimeContent", BOOLEAN),
        Map.entry("BaseShape", Set.of("IdOnly", "Default", "AllProperties", "PcxPeopleSearch")), Map.entry("BodyType", Set.of("Best", "HTML", "Text")),
        Map.entry("SyncScope", Set.of("NormalItems", "NormalAndAssociatedItems")),
        Map.entry("ResponseType", Set.of("Unknown", "Organizer", "Tentative", "Accept", "Decline", "NoResponseReceived")));
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
        "SendMeetingInvitations", Set.of("SendToNone", "SendOnlyToAll", "SendToAllAndSaveCopy"),
        "SendMeetingInvitationsOrCancellations", Set.of("SendToNone", "SendOnlyToAll", "SendOnlyToChanged", "SendToAllAndSaveCopy", "SendToChangedAndSaveCopy"),
        "SendMeetingCancellations", Set.of("SendToNone", "SendOnlyToAll", "SendToAllAndSaveCopy"),
        "MessageDisposition", Set.of("SaveOnly", "SendOnly", "SendAndSaveCopy"),
        "ConflictResolution", Set.of("NeverOverwrite", "AutoResolve", "AlwaysOverwrite"),
        "DeleteType", Set.of("HardDelete", "SoftDelete", "MoveToDeletedItems"), "Traversal", Set.of("Shallow", "Deep", "SoftDeleted", "Associated"));

    private RequestSchema() {}

    private static Map<String, List<String>> order() {
        Map<String, List<String>> order = new HashMap<>(Map.of("t:CalendarItem", EwsFields.elements()));
        for (String line : """
            m:GetItem ItemShape ItemIds
            m:GetFolder FolderShape FolderIds
            m:FindFolder FolderShape IndexedPageFolderView FractionalPageFolderView Restriction ParentFolderIds
            m:FindItem ItemShape IndexedPageItemView FractionalPageItemView CalendarView ContactsView GroupBy DistinguishedGroupBy Restriction SortOrder ParentFolderIds QueryString
            m:SyncFolderItems ItemShape SyncFolderId SyncState Ignore MaxChangesReturned SyncScope
            m:SyncFolderHierarchy FolderShape SyncFolderId SyncState
            m:CreateItem SavedItemFolderId Items
            m:UpdateItem SavedItemFolderId ItemChanges
            m:DeleteItem ItemIds
            m:CreateFolder ParentFolderId Folders
            m:CreateAttachment ParentItemId Attachments
            m:GetAttachment AttachmentShape AttachmentIds
            m:ItemShape BaseShape IncludeMimeContent BodyType UniqueBodyType NormalizedBodyType FilterHtmlContent ConvertHtmlCodePageToUTF8 InlineImageUrlTemplate BlockExternalImages AddBlankTargetToLinks MaximumBodySize AdditionalProperties
            m:FolderShape BaseShape AdditionalProperties
            t:CalendarFolder FolderId ParentFolderId FolderClass DisplayName TotalCount ChildFolderCount ExtendedProperty ManagedFolderInformation EffectiveRights DistinguishedFolderId
            t:ExtendedProperty ExtendedFieldURI Value Values
            t:Attendee Mailbox ResponseType LastResponseTime ProposedStart ProposedEnd
            t:Mailbox Name EmailAddress RoutingType MailboxType ItemId
            t:DailyRecurrence Interval
            t:WeeklyRecurrence Interval DaysOfWeek FirstDayOfWeek
            t:AbsoluteMonthlyRecurrence Interval DayOfMonth
            t:RelativeMonthlyRecurrence Interval DaysOfWeek DayOfWeekIndex
            t:AbsoluteYearlyRecurrence DayOfMonth Month
            t:RelativeYearlyRecurrence DaysOfWeek DayOfWeekIndex Month
            t:NumberedRecurrence StartDate NumberOfOccurrences
            t:EndDateRecurrence StartDate EndDate
            t:NoEndRecurrence StartDate
            t:FileAttachment AttachmentId Name ContentType ContentId ContentLocation Size LastModifiedTime IsInline IsContactPhoto Content""".split("\n")) {
            List<String> words = List.of(line.strip().split(" "));
            order.put(words.get(0), words.subList(1, words.size()));
        }
        return order;
    }

    static void check(Node node) {
        List<String> order = ORDER.get(node.name());
        int reached = 0;
        for (Node child : node.children()) {
            int place = order == null ? reached : order.indexOf(child.localName());
            if (place < reached) {
                throw invalid("The element '" + node.localName() + "' has invalid child element '" + child.localName() + "'" + (place < 0 ? "" : " at this place"));
            }
            reached = place;
            check(child);
        }
        node.attributes().forEach((name, value) -> {
            if (ATTRIBUTES.containsKey(name) && !ATTRIBUTES.get(name).contains(value)) {
                throw invalid("The attribute '" + name + "' cannot be '" + value + "'");
            }
        });
        if (WORDS.containsKey(node.localName()) && node.children().isEmpty() && !WORDS.get(node.localName()).contains(node.text())) {
            throw invalid("The element '" + node.localName() + "' cannot be '" + node.text() + "'");
        }
    }

    private static EwsError invalid(String why) {
        return EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: " + why + ".");
    }
}
