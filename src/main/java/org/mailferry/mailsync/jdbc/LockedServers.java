package org.mailferry.mailsync.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Short transactions of their own in which nobody else changes what is known of these servers. */
@Component
class LockedServers {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Clock clock;

    LockedServers(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @param work is given the time at which the lock was got */
    <T> T locked(Collection<String> servers, Function<Instant, T> work) {
        // In one order, so that two who need the same servers never wait for each other.
        SortedSet<String> sorted = new TreeSet<>(servers);
        sorted.forEach(this::ensureRow);
        T result = own.execute(status -> {
            sorted.forEach(server -> jdbc.sql("select server from mailsync_server where server = ? for update").param(server).query(String.class).single());
            return work.apply(clock.instant());
        });
        if (result == null) {
            throw new IllegalStateException("A transaction's work gives a result");
        }
        return result;
    }

    private void ensureRow(String server) {
        if (jdbc.sql("select 1 from mailsync_server where server = ?").param(server).query(Integer.class).optional().isPresent()) {
            return;
        }
        try {
            own.executeWithoutResult(status -> jdbc.sql("insert into mailsync_server (server) values (?)").param(server).update());
        } catch (DuplicateKeyException e) {
            // Another slice was first; the row is there, which is all that is wanted.
            return;
        }
    }
}
