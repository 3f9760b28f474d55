package org.mailferry.plan.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcPlansOnPostgresTest extends JdbcPlansTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
