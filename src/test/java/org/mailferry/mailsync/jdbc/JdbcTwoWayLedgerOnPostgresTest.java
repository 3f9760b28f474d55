package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcTwoWayLedgerOnPostgresTest extends TwoWayLedgerContract {
    @Override TestDatabase open() {
        return TestDatabase.postgres();
    }
}
