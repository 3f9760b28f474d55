package org.mailferry.audit.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcAuditTrailOnPostgresTest extends JdbcAuditTrailTest {
    @Override TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
