package org.mailferry.mailflow.jdbc;

import org.mailferry.database.TestDatabase;

class PostgresTaskMailOutboxTest extends TaskMailOutboxContract {
    @Override TestDatabase database() {
        return TestDatabase.postgres();
    }
}
