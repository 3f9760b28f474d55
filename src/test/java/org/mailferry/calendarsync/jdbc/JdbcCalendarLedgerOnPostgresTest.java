package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarLedgerContract;
import org.mailferry.database.TestDatabase;

class JdbcCalendarLedgerOnPostgresTest extends CalendarLedgerContract {
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(TestDatabase.postgres(), clock());

    @Override protected CalendarLedger ledger() {
        return ledger;
    }
}
