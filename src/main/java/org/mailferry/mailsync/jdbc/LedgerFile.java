package org.mailferry.mailsync.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.SyncLedger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The ledger in a file of its own, for runs without the application's database. One process at a time has it; what it was told is in
 * the file before the next step begins, so that a killed run goes on where it stopped.
 */
public final class LedgerFile implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";
    private static final String MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";
    private static final Map<Integer, String> REASONS = Map.of(90020, "another run uses it", 90048, "it was written by another version of H2",
        90030, "it is damaged, or no file of Mailferry", 90028, "it cannot be read or written", 90031, "it cannot be read or written", 8000, "it is damaged");

    private final Connection anchor;
    private final HikariDataSource connections;
    private final Clock clock;

    private LedgerFile(Connection anchor, HikariDataSource connections, Clock clock) {
        this.anchor = anchor;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * @param file made where it is missing; its name on the disk ends in {@code .mv.db}
     * @param atOnce how many mailboxes are worked on at once
     * @throws MigrationException {@code PERMANENT} when it cannot be used, with the reason
     */
    public static LedgerFile open(Path file, int atOnce, Clock clock) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw MigrationException.permanent("The name of the state file may not hold ';': " + path);
        }
        String name = path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path;
        try {
            // A commit is written before the next step begins.
            return open("jdbc:h2:file:" + name + MODE + ";WRITE_DELAY=0", atOnce, clock);
        } catch (SQLException e) {
            throw MigrationException.permanent("The state " + name + SUFFIX + " cannot be used: "
                + REASONS.getOrDefault(e.getErrorCode(), "error " + e.getErrorCode()), e);
        }
    }

    /** Forgotten at the end. */
    public static LedgerFile inMemory(int atOnce, Clock clock) {
        try {
            return open("jdbc:h2:mem:" + UUID.randomUUID() + MODE, atOnce, clock);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger in memory", e);
        }
    }

    private static LedgerFile open(String url, int atOnce, Clock clock) throws SQLException {
        // The first connection says why, where a pool would only say that there is none; it also keeps the database open throughout.
        Connection anchor = DriverManager.getConnection(url, "sa", "");
        try (Statement statement = anchor.createStatement()) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setUsername("sa");
            config.setPassword("");
            config.setMaximumPoolSize(atOnce + 2);
            config.setMinimumIdle(1);
            HikariDataSource pool = new HikariDataSource(config);
            Flyway.configure().dataSource(pool).load().migrate();
            // Nobody else has the file, so whoever held a mailbox is dead; what he was sending may still arrive.
            statement.execute("update mailsync_mailbox set lease_until = null, broke_at = current_timestamp where lease_until is not null");
            statement.execute("delete from mailsync_server_slot");
            statement.execute("delete from mailsync_server_queue");
            return new LedgerFile(anchor, pool, clock);
        }
    }

    public SyncLedger ledger() {
        JdbcClient jdbc = JdbcClient.create(connections);
        return new JdbcSyncLedger(jdbc, new FencedTransactions(jdbc, new JdbcTransactionManager(connections), clock),
            new MessageTable(new JdbcTemplate(connections), jdbc), new ForeignTable(new JdbcTemplate(connections), jdbc),
            new TombstoneTable(jdbc));
    }

    /** What the runs over this file share of the servers, with what earlier ones learned. */
    public ServerGate gate(KnownLimits limits) {
        JdbcClient jdbc = JdbcClient.create(connections);
        LockedServers locks = new LockedServers(jdbc, new JdbcTransactionManager(connections), clock);
        return new JdbcServerGate(jdbc, locks, new ServerSlots(jdbc), new ServerLessons(jdbc), new ServerQueue(jdbc), new ServerRates(jdbc), limits,
            LimitsSettings.defaults(), clock);
    }

    @Override public void close() {
        connections.close();
        try {
            anchor.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The state could not be closed", e);
        }
    }
}
