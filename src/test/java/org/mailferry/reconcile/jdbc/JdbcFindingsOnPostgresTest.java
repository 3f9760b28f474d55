package org.mailferry.reconcile.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcFindingsOnPostgresTest extends FindingsContract {
    @Override TestDatabase open() {
        return TestDatabase.postgres();
    }
}
