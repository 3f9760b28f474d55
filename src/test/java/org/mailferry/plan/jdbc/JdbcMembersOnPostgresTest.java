package org.mailferry.plan.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcMembersOnPostgresTest extends JdbcMembersTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
