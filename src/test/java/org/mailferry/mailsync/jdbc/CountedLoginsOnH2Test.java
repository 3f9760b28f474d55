package org.mailferry.mailsync.jdbc;

import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.CountedLoginsTest;
import org.mailferry.mailsync.LoginRecords;

class CountedLoginsOnH2Test extends CountedLoginsTest {
    @Override protected LoginRecords records() {
        TestDatabase database = TestDatabase.h2();
        return new JdbcLoginRecords(database.jdbc(), database.transactionManager());
    }
}
