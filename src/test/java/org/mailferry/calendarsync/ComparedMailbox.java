package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;

/** Two servers in memory with a calendar of three events each, carried by a job, and a verification of them; for tests of the steps. */
public final class ComparedMailbox {
    private final MemoryCalendarStore source = new MemoryCalendarStore("S");
    private final MemoryCalendarStore target = new MemoryCalendarStore("T");
    private final TestDatabase database = TestDatabase.h2();
    private final CalendarLedger ledger;
    public final ComparedCalendars compared = CalendarMemoryForTests.compared(database);
    public final CalendarVerification verification;

    public ComparedMailbox(CalendarJob job, Clock clock) {
        CalendarStores stores = account -> account.protocol() == job.source().protocol() ? source : target;
        ledger = CalendarMemoryForTests.ledger(database, clock);
        verification = new CalendarVerification(stores, ledger, compared, ItemConversions.expansion(), clock);
        source.calendar("c", "Calendar");
        for (int i = 1; i <= 3; i++) {
            source.put("c", "" + i, CalendarBench.event("u" + i, "number " + i));
        }
        new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofMinutes(1));
    }

    /** As if the carrying had found it. */
    public static void find(CalendarLedger ledger, CalendarLease lease, CalendarFinding finding) {
        CalendarLedgerChange change = new CalendarLedgerChange();
        change.find(finding);
        ledger.apply(lease, change);
    }

    private String calendar() {
        return target.calendars.keySet().iterator().next();
    }

    public void lose(String uid) {
        target.drop(calendar(), "T/" + uid);
    }

    public void retitle(String uid, String title) {
        target.put(calendar(), "T/" + uid, CalendarBench.event(uid, title));
    }

    public void addOnTarget(String uid) {
        target.put(calendar(), "own-" + uid, CalendarBench.event(uid, "new"));
    }

    /** Every call to the source ends so from now on. */
    public void fail(RuntimeException failure) {
        source.network = (call, before) -> {
            throw failure;
        };
    }
}
