package org.mailferry.calendarsync.caldav;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;

/** Makes of a server one that does not know SCHEDULE-AGENT, by leaving it out of what is stored. */
record DeafStores(CalendarStores stores, String url, String password) implements CalendarStores {
    @Override public CalendarStore open(CalendarAccount account) {
        return new Deaf(stores.open(account), url, password);
    }

    private record Deaf(CalendarStore store, String url, String password) implements CalendarStore {
        @Override public WriteResult create(CalendarCollection calendar, SilentItem item) {
            return put(calendar, calendar.id() + item.uid() + ".ics", item);
        }

        @Override public WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item) {
            return put(calendar, version.id(), item);
        }

        private WriteResult put(CalendarCollection calendar, String id, SilentItem item) {
            RealCalendars.put(url, password, id, item.lines().edit(line -> Stream.of(line.isProperty() ? line.without("SCHEDULE-AGENT") : line)).text());
            return new WriteResult.Written(store.withUid(calendar, item.uid()).get(0).version());
        }

        @Override public WriteResult delete(CalendarCollection calendar, ItemVersion version) {
            return store.delete(calendar, version);
        }

        @Override public List<CalendarCollection> calendars() {
            return store.calendars();
        }

        @Override public CalendarChanges changes(CalendarCollection calendar, Optional<String> token) {
            return store.changes(calendar, token);
        }

        @Override public ItemsRead read(CalendarCollection calendar, Collection<String> ids) {
            return store.read(calendar, ids);
        }

        @Override public List<CalendarItem> withUid(CalendarCollection calendar, String uid) {
            return store.withUid(calendar, uid);
        }

        @Override public CalendarCollection create(NewCalendar calendar) {
            return store.create(calendar);
        }
    }
}
