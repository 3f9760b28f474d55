package org.mailferry.mailsync.jdbc;

import java.time.Clock;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.ServerGate;

/** Opens the package's one door for tests of other packages: each call is a node of its own. */
public final class GateForTests {
    private GateForTests() {}

    public static ServerGate gate(TestDatabase database, KnownLimits limits, Clock clock) {
        LockedServers locks = new LockedServers(database.jdbc(), database.transactionManager(), clock);
        return new JdbcServerGate(database.jdbc(), locks, new ServerSlots(database.jdbc()), new ServerLessons(database.jdbc()),
            new ServerQueue(database.jdbc()), new ServerRates(database.jdbc()), limits, LimitsSettings.defaults(), clock);
    }
}
