package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarLedgerContract;
import org.mailferry.database.TestDatabase;

class JdbcCalendarLedgerOnH2Test extends CalendarLedgerContract {
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(TestDatabase.h2(), clock());

    @Override protected CalendarLedger ledger() {
        return ledger;
    }
}
