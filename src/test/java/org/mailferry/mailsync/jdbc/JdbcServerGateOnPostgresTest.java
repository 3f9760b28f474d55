package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcServerGateOnPostgresTest extends ServerGateContract {
    @Override TestDatabase open() {
        return TestDatabase.postgres();
    }
}
