package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcSyncLedgerOnPostgresTest extends SyncLedgerContract {
    @Override TestDatabase open() {
        return TestDatabase.postgres();
    }
}
