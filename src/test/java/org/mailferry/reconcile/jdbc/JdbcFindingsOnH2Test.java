package org.mailferry.reconcile.jdbc;

import org.mailferry.database.TestDatabase;

class JdbcFindingsOnH2Test extends FindingsContract {
    @Override TestDatabase open() {
        return TestDatabase.h2();
    }
}
