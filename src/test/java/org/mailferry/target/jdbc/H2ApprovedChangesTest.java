package org.mailferry.target.jdbc;

import org.mailferry.database.TestDatabase;

class H2ApprovedChangesTest extends ApprovedChangesContract {
    @Override TestDatabase database() {
        return TestDatabase.h2();
    }
}
