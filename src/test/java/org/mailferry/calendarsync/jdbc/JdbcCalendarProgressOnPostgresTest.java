package org.mailferry.calendarsync.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcCalendarProgressOnPostgresTest extends JdbcCalendarProgressTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
