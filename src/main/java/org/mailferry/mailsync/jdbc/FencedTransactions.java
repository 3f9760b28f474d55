package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Lease;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that commit on their own, whatever the caller's does, and only for whoever holds the newest lease. The nodes' clocks
 * may differ by less than the gap between a slice's end and its job's lock.
 */
@Component
class FencedTransactions {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Clock clock;

    FencedTransactions(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    Lease acquire(MailboxId mailbox, Duration time) {
        ensureRow(mailbox);
        return inOwn(() -> {
            Row row = locked(mailbox);
            Instant now = clock.instant();
            if (row.until().filter(now::isBefore).isPresent()) {
                throw MigrationException.transientFailure("Mailbox " + mailbox + " is being worked on until " + row.until().get(), null);
            }
            // A lease that was not given back ended with its holder, at the latest when its time was over.
            Optional<Instant> brokeAt = row.until().or(row::brokeAt);
            save(mailbox, row.token() + 1, Optional.of(now.plus(time)), brokeAt);
            return new Lease(mailbox, row.token() + 1, brokeAt);
        });
    }

    void release(Lease lease) {
        release(lease, lease.brokeAt());
    }

    void abandon(Lease lease) {
        release(lease, Optional.of(clock.instant()));
    }

    private void release(Lease lease, Optional<Instant> brokeAt) {
        own.executeWithoutResult(status -> {
            if (locked(lease.mailbox()).token() == lease.token()) {
                save(lease.mailbox(), lease.token(), Optional.empty(), brokeAt);
            }
        });
    }

    void check(Lease lease) {
        boolean ours = inOwn(() -> {
            Row row = locked(lease.mailbox());
            return row.token() == lease.token() && row.until().filter(clock.instant()::isBefore).isPresent();
        });
        if (!ours) {
            throw lost(lease);
        }
    }

    /** Runs the work in a transaction of its own, behind the lease's fence. */
    <T> T fenced(Lease lease, Supplier<T> work) {
        return inOwn(() -> {
            if (locked(lease.mailbox()).token() != lease.token()) {
                throw lost(lease);
            }
            return work.get();
        });
    }

    Instant now() {
        return clock.instant();
    }

    private <T> T inOwn(Supplier<T> work) {
        T result = own.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("A transaction's work gives a result");
        }
        return result;
    }

    private void ensureRow(MailboxId mailbox) {
        boolean known = jdbc.sql("select 1 from mailsync_mailbox where mailbox_id = ?").param(mailbox.text()).query(Integer.class).optional().isPresent();
        if (known) {
            return;
        }
        try {
            own.executeWithoutResult(status -> jdbc.sql("insert into mailsync_mailbox (mailbox_id, lease_token, entered_folder) values (?, 0, '')")
                .param(mailbox.text()).update());
        } catch (DuplicateKeyException e) {
            // Another slice was first; the row is there, which is all that is wanted.
            return;
        }
    }

    private Row locked(MailboxId mailbox) {
        return jdbc.sql("select lease_token, lease_until, broke_at from mailsync_mailbox where mailbox_id = ? for update").param(mailbox.text())
            .query((result, index) -> new Row(result.getLong(1), instant(result, 2), instant(result, 3))).single();
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private void save(MailboxId mailbox, long token, Optional<Instant> until, Optional<Instant> brokeAt) {
        jdbc.sql("update mailsync_mailbox set lease_token = ?, lease_until = ?, broke_at = ? where mailbox_id = ?")
            .param(token).param(until.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null))
            .param(brokeAt.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null)).param(mailbox.text()).update();
    }

    private static MigrationException lost(Lease lease) {
        return MigrationException.transientFailure("The lease on " + lease.mailbox() + " was lost to another slice", null);
    }

    private record Row(long token, Optional<Instant> until, Optional<Instant> brokeAt) {}
}
