package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.CountedLoginsTest;
import org.mailferry.mailsync.LoginRecords;

class CountedLoginsOnPostgresTest extends CountedLoginsTest {
    @Override protected LoginRecords records() {
        TestDatabase database = TestDatabase.postgres();
        return new JdbcLoginRecords(database.jdbc(), database.transactionManager());
    }
}
