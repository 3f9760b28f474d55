package org.mailferry.mailflow.jdbc;

import org.mailferry.database.TestDatabase;

class H2TaskMailOutboxTest extends TaskMailOutboxContract {
    @Override TestDatabase database() {
        return TestDatabase.h2();
    }
}
