package org.mailferry.lab.ews;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A mailbox with the folders that every mailbox has. What is done here is done by another program: no request counts it. */
public final class EwsMailbox {
    static final String EVENTS = "IPF.Appointment";
    final EwsStore store;
    final String address;
    final String displayName;
    final Map<String, EwsFolder> folders = new LinkedHashMap<>();
    private final Map<String, EwsFolder> distinguished = new LinkedHashMap<>();
    volatile String trouble = "";

    EwsMailbox(EwsStore store, String address, String displayName) {
        this.store = store;
        this.address = address;
        this.displayName = displayName;
        EwsFolder root = known("root", null, "", "");
        EwsFolder top = known("msgfolderroot", root, "Top of Information Store", "IPF.Note");
        for (String[] row : new String[][] {{"inbox", "Inbox", "IPF.Note"}, {"drafts", "Drafts", "IPF.Note"}, {"sentitems", "Sent Items", "IPF.Note"},
            {"deleteditems", "Deleted Items", "IPF.Note"}, {"outbox", "Outbox", "IPF.Note"}, {"junkemail", "Junk Email", "IPF.Note"},
            {"calendar", "Calendar", EVENTS}, {"contacts", "Contacts", "IPF.Contact"}, {"tasks", "Tasks", "IPF.Task"},
            {"notes", "Notes", "IPF.StickyNote"}, {"journal", "Journal", "IPF.Journal"}}) {
            known(row[0], top, row[1], row[2]);
        }
        known("recoverableitemsdeletions", root, "Deletions", "");
        // Where Outlook keeps its links to calendars of other people: no folder of events.
        known("commonviews", root, "Common Views", "");
    }

    private EwsFolder known(String name, @org.jspecify.annotations.Nullable EwsFolder parent, String title, String folderClass) {
        EwsFolder folder = new EwsFolder(this, parent, title, folderClass, name);
        distinguished.put(name, folder);
        return folder;
    }

    public String address() {
        return address;
    }

    public EwsFolder calendar() {
        return distinguished.get("calendar");
    }

    /** One of the folders that have a name in the protocol, such as {@code deleteditems}. */
    public Optional<EwsFolder> folder(String distinguishedName) {
        return Optional.ofNullable(distinguished.get(distinguishedName.toLowerCase(Locale.ROOT)));
    }

    /** The folder of that id, whoever made it. */
    public Optional<EwsFolder> folderWithId(String id) {
        synchronized (store) {
            return Optional.ofNullable(folders.get(id));
        }
    }

    /** All that hold events, the default one first; none of birthdays. */
    public List<EwsFolder> calendars() {
        synchronized (store) {
            return folders.values().stream().filter(folder -> folder.folderClass.equals(EVENTS)).toList();
        }
    }

    /** A further calendar, below the default one. */
    public EwsFolder addCalendar(String name) {
        return add(calendar(), name, EVENTS);
    }

    /** Made by Exchange from the contacts: it fills itself on every server. */
    public EwsFolder addBirthdays(String name) {
        return add(calendar(), name, "IPF.Appointment.Birthday");
    }

    /** Outlook's link to somebody else's calendar: an associated message among the common views. */
    public void addSharedLink(String name) {
        distinguished.get("commonviews").put("<t:CalendarItem><t:ItemClass>IPM.Microsoft.WunderBar.Link</t:ItemClass><t:Subject>" + name
            + "</t:Subject><t:IsAssociated>true</t:IsAssociated></t:CalendarItem>");
    }

    public EwsFolder add(EwsFolder parent, String name, String folderClass) {
        synchronized (store) {
            return new EwsFolder(this, parent, name, folderClass, "");
        }
    }

    /** From now on every request for this mailbox fails with that code, such as {@code ErrorMailboxMoveInProgress}; empty: none. */
    public void trouble(String code) {
        trouble = code;
    }

    EwsItem item(String id) {
        EwsIds.Read read = EwsIds.read(id);
        EwsItem item = folders.values().stream().flatMap(folder -> folder.find(read.itemId()).stream()).findFirst()
            .orElseThrow(() -> EwsError.item("ErrorItemNotFound", "The specified object was not found in the store."));
        return read.index() == 0 ? item : item.occurrence(read.index());
    }
}
