package org.mailferry.reconcile.jdbc;

import java.time.Clock;
import org.mailferry.database.TestDatabase;
import org.mailferry.reconcile.Findings;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens the package's one door for tests of other packages. */
public final class FindingsForTests {
    private FindingsForTests() {}

    public static Findings findings(TestDatabase database, Clock clock) {
        return new JdbcFindings(database.jdbc(), new JdbcTemplate(database.dataSource()), database.transactionManager(), clock);
    }
}
