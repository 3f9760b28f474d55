package org.mailferry.audit.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcChecksOnPostgresTest extends JdbcChecksTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
