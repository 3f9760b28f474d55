package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcServerGateOnH2Test extends ServerGateContract {
    @Override TestDatabase open() {
        return TestDatabase.h2();
    }
}
