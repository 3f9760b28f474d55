package org.mailferry.calendarsync.caldav;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.ScheduleHandover;
import org.mailferry.calendarsync.ServedItem;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;

/** A mailbox's calendars below one home. */
final class CalDavStore implements CalendarStore, ScheduleHandover {
    private final Calendars calendars;
    private final ChangeListing listing;
    private final ItemReading reading;
    private final ItemWriting writing;

    CalDavStore(Discovery.Home home) {
        calendars = new Calendars(home.calls(), home.id());
        listing = new ChangeListing(home.calls());
        reading = new ItemReading(home.calls());
        writing = new ItemWriting(home.calls(), reading);
    }

    @Override public List<CalendarCollection> calendars() {
        return calendars.list();
    }

    @Override public CalendarChanges changes(CalendarCollection calendar, Optional<String> token) {
        return listing.changes(calendar.id(), token);
    }

    @Override public ItemsRead read(CalendarCollection calendar, Collection<String> ids) {
        return reading.read(calendar.id(), ids);
    }

    @Override public List<CalendarItem> withUid(CalendarCollection calendar, String uid) {
        return reading.withUid(calendar, uid);
    }

    @Override public CalendarCollection create(NewCalendar calendar) {
        return calendars.create(calendar);
    }

    @Override public WriteResult create(CalendarCollection calendar, SilentItem item) {
        return writing.create(calendar, item);
    }

    @Override public WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item) {
        return writing.replace(calendar, version, item);
    }

    @Override public WriteResult delete(CalendarCollection calendar, ItemVersion version) {
        return writing.delete(calendar, version);
    }

    @Override public WriteResult handOver(CalendarCollection calendar, ItemVersion version, ServedItem item) {
        return writing.handOver(calendar, version, item);
    }
}
