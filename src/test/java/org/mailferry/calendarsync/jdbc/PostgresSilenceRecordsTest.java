package org.mailferry.calendarsync.jdbc;

import org.mailferry.calendarsync.SilenceRecords;
import org.mailferry.calendarsync.SilenceRecordsContract;
import org.mailferry.database.TestDatabase;

class PostgresSilenceRecordsTest extends SilenceRecordsContract {
    private final TestDatabase database = TestDatabase.postgres();

    @Override protected SilenceRecords records() {
        return new JdbcSilenceRecords(database.jdbc());
    }
}
