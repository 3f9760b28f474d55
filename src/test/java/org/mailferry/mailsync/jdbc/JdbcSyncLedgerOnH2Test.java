package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcSyncLedgerOnH2Test extends SyncLedgerContract {
    @Override TestDatabase open() {
        return TestDatabase.h2();
    }
}
