package org.mailferry.window.jdbc;

import org.mailferry.database.TestDatabase;

class H2WindowLifeTest extends WindowLifeContract {
    @Override TestDatabase database() {
        return TestDatabase.h2();
    }
}
