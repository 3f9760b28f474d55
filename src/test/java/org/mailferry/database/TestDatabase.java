package org.mailferry.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A new, migrated, empty database of either kind. One PostgreSQL server serves the whole test run. */
public record TestDatabase(DataSource dataSource, String url, String user) {
    public static final String H2_MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        + ";INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT";

    public static TestDatabase h2() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + H2_MODE + ";DB_CLOSE_DELAY=-1";
        return migrated(url, "sa");
    }

    /** Kept in that file, for whoever comes after this process. */
    public static TestDatabase h2(Path file) {
        return migrated("jdbc:h2:file:" + file + H2_MODE + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1", "sa");
    }

    public static TestDatabase postgres() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        EmbeddedPostgres server = PostgresServer.RUNNING;
        try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not make the database " + name, e);
        }
        return migrated(server.getJdbcUrl("postgres", name), "postgres");
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public DataSourceTransactionManager transactionManager() {
        return new DataSourceTransactionManager(dataSource);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(transactionManager());
    }

    private static TestDatabase migrated(String url, String user) {
        DataSource dataSource = new DriverManagerDataSource(url, user, "");
        Flyway.configure().dataSource(dataSource).load().migrate();
        return new TestDatabase(dataSource, url, user);
    }

    private static final class PostgresServer {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
            }
        }
    }
}
