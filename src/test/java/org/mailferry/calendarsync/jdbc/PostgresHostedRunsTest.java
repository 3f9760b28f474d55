package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedRunsContract;
import org.mailferry.database.TestDatabase;

class PostgresHostedRunsTest extends HostedRunsContract {
    private final TestDatabase database = TestDatabase.postgres();

    @Override protected TestDatabase database() {
        return database;
    }

    @Override protected HostedRuns runs() {
        return new JdbcHostedRuns(database.jdbc(), database.transactionManager());
    }
}
