package org.mailferry.mailsync.jdbc;

import java.time.Clock;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.SyncLedger;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens the package's one door for tests of other packages. */
public final class LedgerForTests {
    private LedgerForTests() {}

    public static SyncLedger ledger(TestDatabase database, Clock clock) {
        return new JdbcSyncLedger(database.jdbc(), new FencedTransactions(database.jdbc(), database.transactionManager(), clock),
            new MessageTable(new JdbcTemplate(database.dataSource()), database.jdbc()));
    }
}
