package org.mailferry.calendarsync.ews;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.kernel.MigrationException;

/**
 * A mailbox's folders of class IPF.Appointment, the default one among them. Birthdays have a class of their own and links to other people's
 * calendars are no folders, so neither is listed; what was thrown away is left out.
 */
final class EwsFolders {
    private static final int PAGE = 200;
    private static final int MOST = 10_000;
    private static final String CLASS = "IPF.Appointment";

    private final EwsCalls calls;

    EwsFolders(EwsCalls calls) {
        this.calls = calls;
    }

    /** The cheapest question that shows that the mailbox can be opened. @throws MigrationException when it cannot */
    void requireCalendar() {
        calls.require("<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>"
            + "<t:DistinguishedFolderId Id=\"calendar\"/></m:FolderIds></m:GetFolder>", "open the calendar");
    }

    List<CalendarCollection> list() {
        Map<String, String> parents = new HashMap<>();
        List<XmlElement> calendars = new ArrayList<>();
        for (XmlElement folder : all()) {
            parents.put(id(folder), folder.find("ParentFolderId").map(parent -> parent.attribute("Id")).orElse(""));
            if (folder.text("FolderClass").filter(CLASS::equalsIgnoreCase).isPresent()) {
                calendars.add(folder);
            }
        }
        if (calendars.isEmpty()) {
            return List.of();
        }
        String bin = bin();
        return calendars.stream().filter(folder -> !isBelow(id(folder), bin, parents)).map(EwsFolders::collection).toList();
    }

    private static boolean isBelow(String folder, String bin, Map<String, String> parents) {
        Set<String> seen = new HashSet<>();
        for (String at = folder; at != null && seen.add(at); at = parents.get(at)) {
            if (at.equals(bin)) {
                return true;
            }
        }
        return false;
    }

    private String bin() {
        XmlElement content = calls.require("<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>"
            + "<t:DistinguishedFolderId Id=\"deleteditems\"/></m:FolderIds></m:GetFolder>", "name the deleted items");
        return content.find("Folders").map(XmlElement::first).map(EwsFolders::id).orElse("");
    }

    /** Every folder, because only so the way from a calendar up to the deleted items is known. */
    private List<XmlElement> all() {
        List<XmlElement> folders = new ArrayList<>();
        while (folders.size() < MOST) {
            XmlElement root = calls.require(find(folders.size()), "list the folders").find("RootFolder")
                .orElseThrow(() -> MigrationException.transientFailure("Exchange at " + calls.server() + " listed no folders", null));
            List<XmlElement> page = root.below("Folders");
            folders.addAll(page);
            if (page.isEmpty() || root.attribute("IncludesLastItemInRange").equals("true")) {
                return folders;
            }
        }
        throw MigrationException.permanent(calls.login().mailbox() + " has more than " + MOST + " folders");
    }

    private static String find(int offset) {
        return "<m:FindFolder Traversal=\"Deep\">" + shape() + "<m:IndexedPageFolderView MaxEntriesReturned=\"" + PAGE + "\" Offset=\"" + offset
            + "\" BasePoint=\"Beginning\"/><m:ParentFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>";
    }

    private static String shape() {
        return "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"folder:ParentFolderId\"/>"
            + "<t:FieldURI FieldURI=\"folder:FolderClass\"/><t:FieldURI FieldURI=\"folder:DisplayName\"/>" + OwnProperty.KEY.path() + OwnProperty.NAME.path()
            + OwnProperty.COLOUR.path() + "</t:AdditionalProperties></m:FolderShape>";
    }

    private static CalendarCollection collection(XmlElement folder) {
        String name = OwnProperty.NAME.of(folder).filter(own -> shown(folder).startsWith(own)).orElse(shown(folder));
        return new CalendarCollection(id(folder), name, OwnProperty.COLOUR.of(folder).filter(colour -> colour.matches("#[0-9A-Fa-f]{6}")), Set.of("VEVENT"));
    }

    private static String shown(XmlElement folder) {
        return folder.text("DisplayName").orElse("");
    }

    private static String id(XmlElement folder) {
        return folder.find("FolderId").map(id -> id.attribute("Id")).orElse("");
    }

    /** Below the default calendar; known again by the key that it carries. A name that is taken gets a number, the wanted one is remembered. */
    CalendarCollection create(NewCalendar calendar) {
        Optional<CalendarCollection> there = withKey(calendar.key());
        for (int number = 1; there.isEmpty(); number++) {
            EwsMessage made = calls.one(make(calendar, number == 1 ? calendar.name() : calendar.name() + " (" + number + ")"), "make a calendar");
            if (!made.ok() && !(made.is("ErrorFolderExists") && number < 100)) {
                throw calls.failure(made, "make the calendar '" + calendar.name() + "'");
            }
            there = made.ok() ? withKey(calendar.key()) : there;
            if (made.ok() && there.isEmpty()) {
                throw MigrationException.transientFailure("Exchange at " + calls.server() + " made the calendar '" + calendar.name() + "', but does not show it", null);
            }
        }
        return there.get();
    }

    private Optional<CalendarCollection> withKey(String key) {
        return all().stream().filter(folder -> OwnProperty.KEY.of(folder).filter(key::equals).isPresent()).map(EwsFolders::collection).findFirst();
    }

    private static String make(NewCalendar calendar, String name) {
        return "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderId><m:Folders><t:CalendarFolder>"
            + Xml.element("FolderClass", CLASS) + Xml.element("DisplayName", name) + OwnProperty.KEY.value(calendar.key()) + OwnProperty.NAME.value(calendar.name())
            + calendar.colour().map(OwnProperty.COLOUR::value).orElse("") + "</t:CalendarFolder></m:Folders></m:CreateFolder>";
    }
}
