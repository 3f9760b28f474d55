package org.mailferry.calendarsync.jdbc;

import java.time.Clock;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.calendarsync.ComparedCalendarsContract;
import org.mailferry.database.TestDatabase;

class JdbcComparedCalendarsOnH2Test extends ComparedCalendarsContract {
    private final TestDatabase database = TestDatabase.h2();
    private final ComparedCalendars compared = CalendarMemoryForTests.compared(database);
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(database, Clock.systemUTC());

    @Override protected ComparedCalendars compared() {
        return compared;
    }

    @Override protected CalendarLedger ledger() {
        return ledger;
    }
}
