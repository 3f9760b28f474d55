package org.mailferry.mailflow.jdbc;

import org.mailferry.database.TestDatabase;

class PostgresFlowMemoryTest extends FlowMemoryContract {
    @Override TestDatabase database() {
        return TestDatabase.postgres();
    }
}
