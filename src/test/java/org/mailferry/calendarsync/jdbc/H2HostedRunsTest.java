package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedRunsContract;
import org.mailferry.database.TestDatabase;

class H2HostedRunsTest extends HostedRunsContract {
    private final TestDatabase database = TestDatabase.h2();

    @Override protected TestDatabase database() {
        return database;
    }

    @Override protected HostedRuns runs() {
        return new JdbcHostedRuns(database.jdbc(), database.transactionManager());
    }
}
