package org.mailferry.window.jdbc;

import org.mailferry.database.TestDatabase;

class PostgresWindowLifeTest extends WindowLifeContract {
    @Override TestDatabase database() {
        return TestDatabase.postgres();
    }
}
