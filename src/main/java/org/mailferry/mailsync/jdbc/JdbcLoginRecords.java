package org.mailferry.mailsync.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailferry.mailsync.LoginRecords;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Records in {@code mailsync_login}, each written in a transaction of its own: a refused login rolls its caller's back. */
@Repository
class JdbcLoginRecords implements LoginRecords {
    private static final String KEY = " where endpoint = ? and login = ? and mailbox = ? and secret_digest = ?";

    private final JdbcClient jdbc;
    private final TransactionTemplate own;

    JdbcLoginRecords(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public boolean knows(String endpoint, String login) {
        return inOwn(() -> jdbc.sql("select count(*) from mailsync_login where endpoint = ? and login = ?").params(endpoint, login)
            .query(Integer.class).single()) > 0;
    }

    @Override public Optional<Record> find(Key key) {
        return inOwn(() -> jdbc.sql("select refusals, first_refused_at, last_refused_at, accepted_at, server_words from mailsync_login" + KEY)
            .params(key.endpoint(), key.login(), key.mailbox(), key.secretDigest())
            .query((row, index) -> new Record(row.getInt(1), instant(row.getObject(2, OffsetDateTime.class)), instant(row.getObject(3, OffsetDateTime.class)),
                instant(row.getObject(4, OffsetDateTime.class)), row.getString(5))).optional());
    }

    @Override public boolean book(Key key, Instant now, Instant until) {
        ensureRow(key);
        return inOwn(() -> jdbc.sql("update mailsync_login set trying_until = ?" + KEY + " and (trying_until is null or trying_until <= ?)")
            .params(utc(until), key.endpoint(), key.login(), key.mailbox(), key.secretDigest(), utc(now)).update()) == 1;
    }

    @Override public void refused(Key key, Instant at, String words) {
        ensureRow(key);
        inOwn(() -> jdbc.sql("update mailsync_login set first_refused_at = case when refusals = 0 then ? else first_refused_at end, "
                + "refusals = refusals + 1, last_refused_at = ?, server_words = ?, trying_until = null" + KEY)
            .params(utc(at), utc(at), words, key.endpoint(), key.login(), key.mailbox(), key.secretDigest()).update());
    }

    @Override public void accepted(Key key, Instant at) {
        ensureRow(key);
        inOwn(() -> jdbc.sql("update mailsync_login set refusals = 0, first_refused_at = null, last_refused_at = null, server_words = '', "
            + "accepted_at = ?, trying_until = null" + KEY).params(utc(at), key.endpoint(), key.login(), key.mailbox(), key.secretDigest()).update());
    }

    @Override public void unbook(Key key) {
        inOwn(() -> jdbc.sql("update mailsync_login set trying_until = null" + KEY)
            .params(key.endpoint(), key.login(), key.mailbox(), key.secretDigest()).update());
    }

    @Override public void forget(Key key) {
        inOwn(() -> jdbc.sql("delete from mailsync_login" + KEY).params(key.endpoint(), key.login(), key.mailbox(), key.secretDigest()).update());
    }

    @Override public int forgetLogin(String login) {
        return inOwn(() -> jdbc.sql("delete from mailsync_login where login = ?").param(login).update());
    }

    private void ensureRow(Key key) {
        if (find(key).isPresent()) {
            return;
        }
        try {
            inOwn(() -> jdbc.sql("insert into mailsync_login (endpoint, login, mailbox, secret_digest, refusals, server_words) values (?, ?, ?, ?, 0, '')")
                .params(key.endpoint(), key.login(), key.mailbox(), key.secretDigest()).update());
        } catch (DuplicateKeyException e) {
            // Another node was first; the row is there, which is all that is wanted.
            return;
        }
    }

    private <T> T inOwn(Supplier<T> work) {
        T result = own.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("A transaction's work gives a result");
        }
        return result;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
