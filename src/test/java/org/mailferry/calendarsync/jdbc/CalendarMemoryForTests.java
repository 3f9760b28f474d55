package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.database.TestDatabase;

/** What is remembered about calendars, for tests of other packages. */
public final class CalendarMemoryForTests {
    private CalendarMemoryForTests() {}

    public static CalendarProgress progress(TestDatabase database) {
        return new JdbcCalendarProgress(database.jdbc());
    }

    public static CalendarTurns turns(TestDatabase database) {
        return new JdbcCalendarTurns(database.jdbc());
    }
}
