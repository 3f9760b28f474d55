package org.mailferry.calendarsync;

class MemoryCalendarLedgerTest extends CalendarLedgerContract {
    private final CalendarLedger ledger = new MemoryCalendarLedger(clock());

    @Override protected CalendarLedger ledger() {
        return ledger;
    }
}
