package org.mailferry.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

/** Folders and what changed in them, as [MS-OXWSFOLD] and [MS-OXWSSYNC] have it. */
class EwsSyncTest {
    private final EwsSimulator ews = new EwsSimulator(Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC))
        .addImpersonatingLogin("svc", Secret.of("pass")).start();
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");
    private final EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");

    @AfterEach void stop() {
        ews.close();
    }

    @Test void allItemsComeByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(event("e" + i).id());
        }
        List<String> told = new ArrayList<>();
        String state = "";
        int pages = 0;
        boolean last = false;
        while (!last) {
            Node page = sync(state, 3);
            page.find("m:Changes").orElseThrow().children().forEach(change -> told.add(change.name() + change.first().find("t:ItemId").orElseThrow().attribute("Id")));
            last = page.value("m:IncludesLastItemInRange").equals("true");
            state = page.value("m:SyncState");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(told).containsExactlyElementsOf(ids.stream().map("t:Create"::concat).toList());
        assertThat(kinds(sync(state, 3))).isEmpty();
    }

    @Test void laterChangesAreToldOnceEach() {
        EwsItem changed = event("changed");
        EwsItem deleted = event("deleted");
        String state = sync("", 100).value("m:SyncState");
        EwsItem short1 = event("made and deleted");
        changed.change("<CalendarItem><Location>a</Location></CalendarItem>");
        changed.change("<CalendarItem><Location>b</Location></CalendarItem>");
        ivanov.calendar().delete(short1);
        ivanov.calendar().delete(deleted);
        event("new");
        assertThat(kinds(sync(state, 100))).containsExactly("t:Update", "t:Delete", "t:Create");
    }

    @Test void anOccurrenceChangesItsMaster() {
        EwsItem series = ivanov.calendar().put(EwsEvent.titled("series").at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), "UTC")
            .weekly(1, "Tuesday", EwsEvent.endless(java.time.LocalDate.parse("2026-09-01"))));
        String state = sync("", 100).value("m:SyncState");
        series.changeOccurrence(5, "<CalendarItem><Subject>fifth</Subject></CalendarItem>");
        assertThat(kinds(sync(state, 100))).containsExactly("t:Update");
    }

    @Test void aStateThatIsNotUnderstoodIsRefused() {
        event("e");
        String state = sync("", 100).value("m:SyncState");
        assertThat(sync("bm9uc2Vuc2U=", 100).value("m:ResponseCode")).isEqualTo("ErrorInvalidSyncStateData");
        assertThat(sync("not base64", 100).value("m:ResponseCode")).isEqualTo("ErrorInvalidSyncStateData");
        ews.forgetSyncStates();
        assertThat(sync(state, 100).value("m:ResponseCode")).isEqualTo("ErrorInvalidSyncStateData");
        assertThat(talk.faultCode(syncOf("", 513))).isEqualTo("ErrorSchemaValidation");
    }

    @Test void calendarsAreFoundByTheirClass() {
        EwsFolder project = ivanov.addCalendar("Проект / Альфа");
        ivanov.addCalendar("Project");
        ivanov.addBirthdays("Birthdays");
        ivanov.addSharedLink("Calendar of somebody else");
        Node found = talk.message("<m:FindFolder Traversal=\"Deep\"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:Restriction><t:Contains ContainmentMode=\"Prefixed\" "
            + "ContainmentComparison=\"IgnoreCase\"><t:FieldURI FieldURI=\"folder:FolderClass\"/><t:Constant Value=\"IPF.Appointment\"/></t:Contains></m:Restriction>"
            + "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>").find("m:RootFolder").orElseThrow();
        List<Node> folders = found.find("t:Folders").orElseThrow().children();
        assertThat(folders).extracting(folder -> folder.name() + " " + folder.value("t:DisplayName") + " " + folder.value("t:FolderClass")).containsExactly(
            "t:CalendarFolder Calendar IPF.Appointment", "t:CalendarFolder Проект / Альфа IPF.Appointment", "t:CalendarFolder Project IPF.Appointment",
            "t:CalendarFolder Birthdays IPF.Appointment.Birthday");
        assertThat(folders.get(1).find("t:FolderId").orElseThrow().attribute("Id")).isEqualTo(project.id());
        assertThat(found.attribute("TotalItemsInView")).isEqualTo("4");
    }

    @Test void foldersAreMadeNamedAndDeleted() {
        String create = "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderId><m:Folders><t:CalendarFolder><t:DisplayName>Отпуска</t:DisplayName>"
            + "</t:CalendarFolder></m:Folders></m:CreateFolder>";
        String id = talk.message(create).find("m:Folders", "t:CalendarFolder", "t:FolderId").orElseThrow().attribute("Id");
        assertThat(talk.code(create)).isEqualTo("ErrorFolderExists");
        assertThat(talk.code("<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id=\"" + id + "\"/><t:Updates><t:SetFolderField><t:FieldURI FieldURI=\"folder:DisplayName\"/>"
            + "<t:CalendarFolder><t:DisplayName>Other</t:DisplayName></t:CalendarFolder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>")).isEqualTo("NoError");
        String get = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:FolderId Id=\"" + id + "\"/></m:FolderIds></m:GetFolder>";
        assertThat(talk.message(get).value("m:Folders", "t:CalendarFolder", "t:DisplayName")).isEqualTo("Other");
        assertThat(talk.code("<m:DeleteFolder DeleteType=\"HardDelete\"><m:FolderIds><t:FolderId Id=\"" + id + "\"/></m:FolderIds></m:DeleteFolder>")).isEqualTo("NoError");
        assertThat(talk.code(get)).isEqualTo("ErrorFolderNotFound");
        assertThat(talk.code("<m:DeleteFolder DeleteType=\"HardDelete\"><m:FolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:FolderIds></m:DeleteFolder>"))
            .isEqualTo("ErrorDeleteDistinguishedFolder");
    }

    private EwsItem event(String title) {
        return ivanov.calendar().put(EwsEvent.titled(title).at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), "UTC"));
    }

    private Node sync(String state, int most) {
        return talk.message(syncOf(state, most));
    }

    private static String syncOf(String state, int most) {
        return "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:SyncFolderId>"
            + (state.isEmpty() ? "" : "<m:SyncState>" + state + "</m:SyncState>") + "<m:MaxChangesReturned>" + most + "</m:MaxChangesReturned></m:SyncFolderItems>";
    }

    private static List<String> kinds(Node page) {
        return page.find("m:Changes").orElseThrow().children().stream().map(Node::name).toList();
    }
}
