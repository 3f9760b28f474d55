package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcTwoWayLedgerOnH2Test extends TwoWayLedgerContract {
    @Override TestDatabase open() {
        return TestDatabase.h2();
    }
}
