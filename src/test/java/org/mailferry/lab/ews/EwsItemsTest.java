package org.mailferry.lab.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.lab.ews.EwsTalk.get;
import static org.mailferry.lab.ews.EwsTalk.id;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

/** Items read, made, changed and deleted as [MS-OXWSCORE] and [MS-OXWSMTGS] have it. */
class EwsItemsTest {
    private static final String MOSCOW = "Russian Standard Time";
    private final EwsSimulator ews = new EwsSimulator(Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC))
        .addImpersonatingLogin("svc", Secret.of("pass")).start();
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");
    private final EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");

    @AfterEach void stop() {
        ews.close();
    }

    @Test void timesAreInstantsAndComeWithTheZoneTheyWereMadeIn() {
        EwsItem day = ivanov.calendar().put(EwsEvent.titled("День").days(LocalDate.parse("2026-09-10"), 1, MOSCOW));
        Node item = talk.item(id(day), "calendar:Start", "calendar:End", "calendar:StartTimeZone", "calendar:IsAllDayEvent", "calendar:LegacyFreeBusyStatus");
        assertThat(item.value("t:Start")).isEqualTo("2026-09-09T21:00:00Z");
        assertThat(item.value("t:End")).isEqualTo("2026-09-10T21:00:00Z");
        assertThat(item.find("t:StartTimeZone").orElseThrow().attribute("Id")).isEqualTo(MOSCOW);
        assertThat(item.value("t:LegacyFreeBusyStatus")).isEqualTo("Free");
        assertThat(item.children().get(0).name()).as("the id comes first").isEqualTo("t:ItemId");
    }

    @Test void anItemThatFailsDoesNotFailTheBatch() {
        EwsItem good = ivanov.calendar().put(at("good"));
        EwsItem corrupt = ivanov.calendar().put(at("corrupt"));
        EwsItem gone = ivanov.calendar().put(at("gone"));
        corrupt.trouble("ErrorItemCorrupt");
        ivanov.calendar().delete(gone);
        List<Node> messages = talk.messages(get(id(corrupt) + id(good) + id(gone) + "<t:ItemId Id=\"nonsense\"/>"));
        assertThat(messages).extracting(message -> message.value("m:ResponseCode"))
            .containsExactly("ErrorItemCorrupt", "NoError", "ErrorItemNotFound", "ErrorInvalidIdMalformed");
    }

    @Test void idsAreCaseSensitive() {
        EwsItem item = ivanov.calendar().put(at("x"));
        assertThat(item.id()).hasSizeGreaterThanOrEqualTo(140);
        assertThat(talk.code(get("<t:ItemId Id=\"" + item.id().toLowerCase() + "\"/>"))).isNotEqualTo("NoError");
    }

    @Test void anotherMailboxIsNotSeen() {
        EwsItem theirs = ews.addMailbox("petrov@corp.test", "Петров").calendar().put(at("theirs"));
        assertThat(talk.code(get(id(theirs)))).isEqualTo("ErrorItemNotFound");
    }

    @Test void occurrencesHaveTheirPlaceInTheSeries() {
        EwsItem series = ivanov.calendar().put(at("series").weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 3)));
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<CalendarItem><Subject>third</Subject></CalendarItem>");
        assertThat(occurrence(series, 1, "calendar:CalendarItemType").value("m:Items", "t:CalendarItem", "t:CalendarItemType")).isEqualTo("Occurrence");
        Node third = occurrence(series, 3, "item:Subject", "calendar:OriginalStart", "calendar:CalendarItemType").find("m:Items", "t:CalendarItem").orElseThrow();
        assertThat(List.of(third.value("t:Subject"), third.value("t:OriginalStart"), third.value("t:CalendarItemType"))).containsExactly("third", "2026-09-15T07:00:00Z", "Exception");
        assertThat(occurrence(series, 2).value("m:ResponseCode")).isEqualTo("ErrorCalendarOccurrenceIsDeletedFromRecurrence");
        assertThat(occurrence(series, 4).value("m:ResponseCode")).isEqualTo("ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange");
        String thirdId = third.find("t:ItemId").orElseThrow().attribute("Id");
        assertThat(talk.item("<t:RecurringMasterItemId OccurrenceId=\"" + thirdId + "\"/>", "item:Subject").value("t:Subject")).isEqualTo("series");
        Node master = talk.item(id(series), "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences", "calendar:LastOccurrence");
        assertThat(master.find("t:ModifiedOccurrences", "t:Occurrence", "t:ItemId").orElseThrow().attribute("Id")).isEqualTo(thirdId);
        assertThat(master.value("t:DeletedOccurrences", "t:DeletedOccurrence", "t:Start")).isEqualTo("2026-09-08T07:00:00Z");
        assertThat(master.value("t:LastOccurrence", "t:OriginalStart")).isEqualTo("2026-09-15T07:00:00Z");
    }

    @Test void attachmentsAreFetchedOneByOne() {
        EwsItem item = ivanov.calendar().put(at("x").file("a.bin", "application/octet-stream", new byte[] {1, 2, 3})
            .item("inner", "<t:Message><t:Subject>inner</t:Subject></t:Message>"));
        List<Node> listed = talk.item(id(item), "item:Attachments", "item:HasAttachments").find("t:Attachments").orElseThrow().children();
        assertThat(listed).extracting(Node::name).containsExactly("t:FileAttachment", "t:ItemAttachment");
        assertThat(listed.get(0).find("t:Content")).isEmpty();
        List<String> ids = listed.stream().map(each -> "<t:AttachmentId Id=\"" + each.find("t:AttachmentId").orElseThrow().attribute("Id") + "\"/>").toList();
        List<Node> fetched = talk.messages("<m:GetAttachment><m:AttachmentIds>" + String.join("", ids) + "<t:AttachmentId Id=\"none\"/></m:AttachmentIds></m:GetAttachment>");
        assertThat(Base64.getDecoder().decode(fetched.get(0).value("m:Attachments", "t:FileAttachment", "t:Content"))).containsExactly(1, 2, 3);
        assertThat(fetched.get(1).value("m:Attachments", "t:ItemAttachment", "t:Message", "t:Subject")).isEqualTo("inner");
        assertThat(fetched.get(2).value("m:ResponseCode")).isEqualTo("ErrorInvalidAttachmentId");
    }

    @Test void whoeverWritesSaysWhetherPeopleAreTold() {
        String body = "<m:Items><t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem></m:Items></m:CreateItem>";
        assertThat(talk.code("<m:CreateItem>" + body)).isEqualTo("ErrorSendMeetingInvitationsRequired");
        assertThat(talk.code("<m:CreateItem SendMeetingInvitations=\"SendToNone\">" + body)).isEqualTo("NoError");
        EwsItem item = ivanov.calendar().items().get(0);
        assertThat(talk.code("<m:DeleteItem DeleteType=\"HardDelete\"><m:ItemIds>" + id(item) + "</m:ItemIds></m:DeleteItem>")).isEqualTo("ErrorSendMeetingCancellationsRequired");
        assertThat(talk.code("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\">" + change(item, item.changeKey(), "item:Subject", "<t:Subject>y</t:Subject>")))
            .isEqualTo("ErrorSendMeetingInvitationsOrCancellationsRequired");
        assertThat(item.stored("item:Subject")).isEqualTo("x");
    }

    @Test void everyRequestThatTellsAttendeesIsCounted() {
        EwsItem meeting = ivanov.calendar().put(at("meeting").attendee("П", "petrov@corp.test", "Unknown").optionalAttendee("С", "sidorov@corp.test", "Unknown"));
        EwsItem alone = ivanov.calendar().put(at("alone"));
        for (EwsItem item : List.of(meeting, alone)) {
            assertThat(talk.code("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\">"
                + change(item, "", "calendar:Location", "<t:Location>a</t:Location>"))).isEqualTo("NoError");
        }
        assertThat(ews.invitations()).isEmpty();
        for (EwsItem item : List.of(meeting, alone)) {
            talk.code("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToAllAndSaveCopy\">"
                + change(item, "", "calendar:Location", "<t:Location>b</t:Location>"));
            talk.code("<m:DeleteItem DeleteType=\"HardDelete\" SendMeetingCancellations=\"SendOnlyToAll\"><m:ItemIds>" + id(item) + "</m:ItemIds></m:DeleteItem>");
        }
        assertThat(ews.invitations()).containsExactly(new EwsInvitation("UpdateItem", "ivanov@corp.test", "meeting", "SendToAllAndSaveCopy", 2),
            new EwsInvitation("DeleteItem", "ivanov@corp.test", "meeting", "SendOnlyToAll", 2));
    }

    @Test void attendeesWhoAreTakenOutAreTold() {
        EwsItem meeting = ivanov.calendar().put(at("meeting").attendee("П", "petrov@corp.test", "Unknown"));
        assertThat(talk.code("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToChangedAndSaveCopy\"><m:ItemChanges><t:ItemChange>" + id(meeting)
            + "<t:Updates><t:DeleteItemField><t:FieldURI FieldURI=\"calendar:RequiredAttendees\"/></t:DeleteItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>")).isEqualTo("NoError");
        assertThat(meeting.stored("calendar:RequiredAttendees")).isEmpty();
        talk.code("<m:SendItem SaveItemToFolder=\"false\"><m:ItemIds>" + id(meeting) + "</m:ItemIds></m:SendItem>");
        assertThat(ews.invitations()).extracting(EwsInvitation::operation).containsExactly("UpdateItem", "SendItem");
    }

    @Test void anAnswerThatIsSentIsCounted() {
        EwsItem invited = ivanov.calendar().put(at("invited").organizer("П", "petrov@corp.test").attendee("И", "ivanov@corp.test", "Unknown").text("AppointmentState", "3"));
        String accept = "<m:CreateItem MessageDisposition=\"%s\"><m:Items><t:AcceptItem><t:ReferenceItemId Id=\"" + invited.id() + "\"/></t:AcceptItem></m:Items></m:CreateItem>";
        assertThat(talk.code(accept.formatted("SaveOnly"))).isEqualTo("NoError");
        assertThat(ews.invitations()).isEmpty();
        assertThat(invited.stored("calendar:MyResponseType")).isEqualTo("Accept");
        talk.code(accept.formatted("SendAndSaveCopy"));
        assertThat(ews.invitations()).extracting(EwsInvitation::subject).containsExactly("AcceptItem invited");
    }

    @Test void anOldVersionIsNotOverwritten() {
        EwsItem item = ivanov.calendar().put(at("x"));
        String old = item.changeKey();
        item.change("<CalendarItem><Location>elsewhere</Location></CalendarItem>");
        String update = "<m:UpdateItem ConflictResolution=\"NeverOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\">";
        assertThat(talk.code(update + change(item, old, "item:Subject", "<t:Subject>y</t:Subject>"))).isEqualTo("ErrorIrresolvableConflict");
        assertThat(talk.code(update + change(item, "", "item:Subject", "<t:Subject>y</t:Subject>"))).isEqualTo("ErrorChangeKeyRequiredForWriteOperations");
        assertThat(talk.code(update + change(item, item.changeKey(), "item:Subject", "<t:Subject>y</t:Subject>"))).isEqualTo("NoError");
        assertThat(item.stored("item:Subject")).isEqualTo("y");
    }

    @Test void whatTheServerComputesIsNotSet() {
        EwsItem item = ivanov.calendar().put(at("x"));
        String update = "<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\">";
        for (String[] field : new String[][] {{"calendar:UID", "<t:UID>u</t:UID>"}, {"calendar:IsMeeting", "<t:IsMeeting>true</t:IsMeeting>"},
            {"calendar:MyResponseType", "<t:MyResponseType>Accept</t:MyResponseType>"}}) {
            assertThat(talk.code(update + change(item, "", field[0], field[1]))).as(field[0]).isEqualTo("ErrorInvalidPropertySet");
        }
        assertThat(talk.code(update + change(item, "", "calendar:End", "<t:End>2026-08-01T00:00:00Z</t:End>"))).isEqualTo("ErrorCalendarEndDateIsEarlierThanStartDate");
        assertThat(item.stored("calendar:End")).isEqualTo("2026-09-01T08:00:00Z");
    }

    @Test void aPatternThatIsNoneIsRefused() {
        EwsItem item = ivanov.calendar().put(at("x"));
        String update = "<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\">";
        for (String pattern : List.of("<t:DailyRecurrence><t:Interval>0</t:Interval></t:DailyRecurrence>", "<t:WeeklyRecurrence><t:DaysOfWeek>Someday</t:DaysOfWeek></t:WeeklyRecurrence>",
            "<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Friday</t:DaysOfWeek><t:DayOfWeekIndex>Fifth</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>",
            "<t:AbsoluteYearlyRecurrence><t:DayOfMonth>1</t:DayOfMonth><t:Month>Undecimber</t:Month></t:AbsoluteYearlyRecurrence>")) {
            assertThat(talk.code(update + change(item, "", "calendar:Recurrence", "<t:Recurrence>" + pattern + EwsEvent.endless(LocalDate.parse("2026-09-01")) + "</t:Recurrence>")))
                .as(pattern).isEqualTo("ErrorCalendarInvalidRecurrence");
        }
        assertThat(item.dates()).isEmpty();
        String none = "<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>" + EwsEvent.times(LocalDate.parse("2026-09-01"), 0) + "</t:Recurrence>";
        assertThat(talk.code(update + change(item, "", "calendar:Recurrence", none))).isEqualTo("ErrorCalendarInvalidRecurrence");
    }

    @Test void aSeriesThatIsMovedLosesItsExceptions() {
        EwsItem series = ivanov.calendar().put(at("series").weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 3)));
        series.deleteOccurrence(2);
        String update = "<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\">";
        assertThat(talk.code(update + change(series, "", "calendar:Start", "<t:Start>2026-09-01T07:00:00Z</t:Start>"))).isEqualTo("NoError");
        assertThat(talk.item(id(series), "calendar:DeletedOccurrences").find("t:DeletedOccurrences")).isPresent();
        assertThat(talk.code(update + change(series, "", "calendar:Start", "<t:Start>2026-09-01T06:00:00Z</t:Start>"))).isEqualTo("NoError");
        assertThat(talk.item(id(series), "calendar:DeletedOccurrences").find("t:DeletedOccurrences")).isEmpty();
    }

    @Test void oneOccurrenceIsChangedAndAnotherDeleted() {
        EwsItem series = ivanov.calendar().put(at("series").weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 3)));
        String key = series.changeKey();
        assertThat(talk.code("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" SendMeetingInvitationsOrCancellations=\"SendToNone\"><m:ItemChanges><t:ItemChange>"
            + "<t:OccurrenceItemId RecurringMasterId=\"" + series.id() + "\" InstanceIndex=\"2\"/><t:Updates><t:SetItemField><t:FieldURI FieldURI=\"item:Subject\"/><t:CalendarItem>"
            + "<t:Subject>second</t:Subject></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>")).isEqualTo("NoError");
        assertThat(talk.code("<m:DeleteItem DeleteType=\"HardDelete\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds><t:OccurrenceItemId RecurringMasterId=\""
            + series.id() + "\" InstanceIndex=\"3\"/></m:ItemIds></m:DeleteItem>")).isEqualTo("NoError");
        assertThat(talk.mime(series)).contains("SUMMARY;LANGUAGE=en-US:second", "EXDATE;TZID=Russian Standard Time:20260915T100000");
        assertThat(series.changeKey()).isNotEqualTo(key);
    }

    @Test void aMovedItemHasAnotherId() {
        EwsItem item = ivanov.calendar().put(at("x").uid("u1"));
        talk.code("<m:DeleteItem DeleteType=\"MoveToDeletedItems\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>" + id(item) + "</m:ItemIds></m:DeleteItem>");
        assertThat(talk.code(get(id(item)))).isEqualTo("ErrorItemNotFound");
        assertThat(ivanov.folder("deleteditems").orElseThrow().items()).extracting(EwsItem::uid).containsExactly("u1");
    }

    @Test void aUidIsFoundByItsGlobalObjectIdOnly() {
        ivanov.calendar().put(at("x").uid("встреча@corp.test"));
        String hex = "040000008200E00074C5B7101A82E00800000000D263C072E37DD501000000000000000010000000" + "AB".repeat(16);
        ivanov.calendar().put(at("y").uid(hex));
        String find = "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"calendar:UID\"/></t:AdditionalProperties></m:ItemShape>"
            + "<m:Restriction><t:IsEqualTo>%s<t:FieldURIOrConstant><t:Constant Value=\"%s\"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>"
            + "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderIds></m:FindItem>";
        assertThat(talk.code(find.formatted("<t:FieldURI FieldURI=\"calendar:UID\"/>", hex))).isEqualTo("ErrorUnsupportedPathForQuery");
        String path = "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Meeting\" PropertyId=\"35\" PropertyType=\"Binary\"/>";
        Node found = talk.message(find.formatted(path, Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex))));
        assertThat(found.find("m:RootFolder", "t:Items").orElseThrow().children()).extracting(item -> item.value("t:UID")).containsExactly(hex);
        byte[] wrapped = java.util.HexFormat.of().parseHex("040000008200E00074C5B7101A82E008000000000000000000000000000000000000000024000000" + "7643616C2D55696401000000"
            + java.util.HexFormat.of().formatHex("встреча@corp.test".getBytes(UTF_8)) + "00");
        wrapped[36] = (byte) (12 + "встреча@corp.test".getBytes(UTF_8).length + 1);
        Node other = talk.message(find.formatted(path, Base64.getEncoder().encodeToString(wrapped)));
        assertThat(other.find("m:RootFolder", "t:Items").orElseThrow().children()).extracting(item -> item.value("t:UID")).containsExactly("встреча@corp.test");
    }

    private Node occurrence(EwsItem series, int index, String... fields) {
        return talk.message(get("<t:OccurrenceItemId RecurringMasterId=\"" + series.id() + "\" InstanceIndex=\"" + index + "\"/>", fields));
    }

    private static String change(EwsItem item, String key, String field, String element) {
        return "<m:ItemChanges><t:ItemChange><t:ItemId Id=\"" + item.id() + "\"" + (key.isEmpty() ? "" : " ChangeKey=\"" + key + "\"") + "/><t:Updates><t:SetItemField><t:FieldURI FieldURI=\""
            + field + "\"/><t:CalendarItem>" + element + "</t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    private static EwsEvent at(String title) {
        return EwsEvent.titled(title).at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW);
    }
}
