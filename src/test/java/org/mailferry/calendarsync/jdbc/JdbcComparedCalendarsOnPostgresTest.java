package org.mailferry.calendarsync.jdbc;

import java.time.Clock;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.calendarsync.ComparedCalendarsContract;
import org.mailferry.database.TestDatabase;

class JdbcComparedCalendarsOnPostgresTest extends ComparedCalendarsContract {
    private final TestDatabase database = TestDatabase.postgres();
    private final ComparedCalendars compared = CalendarMemoryForTests.compared(database);
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(database, Clock.systemUTC());

    @Override protected ComparedCalendars compared() {
        return compared;
    }

    @Override protected CalendarLedger ledger() {
        return ledger;
    }
}
