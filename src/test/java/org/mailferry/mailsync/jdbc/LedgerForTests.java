package org.mailferry.mailsync.jdbc;

import java.time.Clock;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.TwoWayLedger;
import org.mailferry.mailsync.TwoWayRequests;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens the package's one door for tests of other packages. */
public final class LedgerForTests {
    private LedgerForTests() {}

    public static SyncLedger ledger(TestDatabase database, Clock clock) {
        return new JdbcSyncLedger(database.jdbc(), new FencedTransactions(database.jdbc(), database.transactionManager(), clock),
            new MessageTable(new JdbcTemplate(database.dataSource()), database.jdbc()),
            new ForeignTable(new JdbcTemplate(database.dataSource()), database.jdbc()), new TombstoneTable(database.jdbc()));
    }

    public static TwoWayLedger links(TestDatabase database, Clock clock) {
        FencedTransactions transactions = new FencedTransactions(database.jdbc(), database.transactionManager(), clock);
        MessageTable messages = new MessageTable(new JdbcTemplate(database.dataSource()), database.jdbc());
        return new JdbcTwoWayLedger(database.jdbc(), transactions, new JdbcSyncLedger(database.jdbc(), transactions, messages,
            new ForeignTable(new JdbcTemplate(database.dataSource()), database.jdbc()), new TombstoneTable(database.jdbc())), messages);
    }

    public static TwoWayRequests requests(TestDatabase database) {
        return new JdbcTwoWayRequests(database.jdbc());
    }

    public static Journal journal(TestDatabase database) {
        return new JournalTable(database.jdbc());
    }
}
