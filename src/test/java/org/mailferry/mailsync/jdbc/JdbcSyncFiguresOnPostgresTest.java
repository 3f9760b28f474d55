package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcSyncFiguresOnPostgresTest extends JdbcSyncFiguresTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
