package org.mailferry.calendarsync.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.SilenceRecords;
import org.mailferry.calendarsync.SilenceSettings;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is remembered about calendars, for tests of other packages. */
public final class CalendarMemoryForTests {
    private CalendarMemoryForTests() {}

    public static CalendarProgress progress(TestDatabase database) {
        return new JdbcCalendarProgress(database.jdbc());
    }

    /** Of plan {@code p}, proved just now by that clock. */
    public static CalendarSilence silence(TestDatabase database, Clock clock) {
        SilenceRecords records = new JdbcSilenceRecords(database.jdbc());
        records.judged(new PlanName("p"), "SILENT", true, clock.instant());
        return new CalendarSilence(records, new SilenceSettings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofMinutes(2)), clock);
    }

    public static CalendarLedger ledger(TestDatabase database, Clock clock) {
        return new JdbcCalendarLedger(database.jdbc(), new CalendarLinkTable(new JdbcTemplate(database.dataSource()), database.jdbc()),
            database.transactionManager(), clock);
    }

    public static ComparedCalendars compared(TestDatabase database) {
        return new JdbcComparedCalendars(database.jdbc(), new JdbcTemplate(database.dataSource()), database.transactionManager());
    }

    public static CalendarTurns turns(TestDatabase database) {
        return new JdbcCalendarTurns(database.jdbc());
    }

    public static HostedRuns hostedRuns(TestDatabase database) {
        return new JdbcHostedRuns(database.jdbc(), database.transactionManager());
    }
}
