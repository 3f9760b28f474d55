package org.mailferry.mailflow.jdbc;

import org.mailferry.database.TestDatabase;

class H2FlowMemoryTest extends FlowMemoryContract {
    @Override TestDatabase database() {
        return TestDatabase.h2();
    }
}
