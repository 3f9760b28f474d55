package org.mailferry.audit.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcCheckedSubjectsOnPostgresTest extends JdbcCheckedSubjectsTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
