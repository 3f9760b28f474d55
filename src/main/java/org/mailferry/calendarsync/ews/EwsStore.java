package org.mailferry.calendarsync.ews;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;

/** A mailbox's calendars on Exchange. One call at a time, because NTLM proves its one connection. */
final class EwsStore implements CalendarStore {
    private final EwsFolders folders;
    private final EwsChanges changes;
    private final EwsReading reading;
    private final EwsWriting writing;

    EwsStore(EwsFolders folders, EwsCalls calls, EwsReading reading, EventFields fields) {
        this.folders = folders;
        this.changes = new EwsChanges(calls);
        this.reading = reading;
        this.writing = new EwsWriting(calls, reading, fields);
    }

    @Override public synchronized List<CalendarCollection> calendars() {
        return folders.list();
    }

    @Override public synchronized CalendarChanges changes(CalendarCollection calendar, Optional<String> token) {
        return changes.changes(calendar.id(), token);
    }

    @Override public synchronized ItemsRead read(CalendarCollection calendar, Collection<String> ids) {
        return reading.read(calendar.id(), ids);
    }

    @Override public synchronized List<CalendarItem> withUid(CalendarCollection calendar, String uid) {
        return reading.withUid(calendar.id(), uid);
    }

    @Override public synchronized CalendarCollection create(NewCalendar calendar) {
        return folders.create(calendar);
    }

    @Override public synchronized WriteResult create(CalendarCollection calendar, SilentItem item) {
        return writing.create(calendar.id(), item);
    }

    @Override public synchronized WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item) {
        return writing.replace(calendar.id(), version, item);
    }

    @Override public synchronized WriteResult delete(CalendarCollection calendar, ItemVersion version) {
        return writing.delete(calendar.id(), version);
    }
}
