package org.mailferry.target.jdbc;

import org.mailferry.database.TestDatabase;

class PostgresApprovedChangesTest extends ApprovedChangesContract {
    @Override TestDatabase database() {
        return TestDatabase.postgres();
    }
}
