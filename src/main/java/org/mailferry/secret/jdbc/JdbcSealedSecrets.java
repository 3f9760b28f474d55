package org.mailferry.secret.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailferry.secret.SealedSecret;
import org.mailferry.secret.SealedSecrets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sealed secrets in {@code secret_entry}. Every write has a transaction of its own, since a refused insert would spoil the caller's. */
@Repository
class JdbcSealedSecrets implements SealedSecrets {
    private final JdbcClient jdbc;
    private final TransactionTemplate alone;

    JdbcSealedSecrets(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public Optional<SealedSecret> find(String name) {
        return jdbc.sql("select * from secret_entry where name = ?").param(name).query(JdbcSealedSecrets::sealedSecret).optional();
    }

    @Override public List<SealedSecret> all() {
        return jdbc.sql("select * from secret_entry order by name").query(JdbcSealedSecrets::sealedSecret).list();
    }

    @Override public boolean write(SealedSecret next) {
        try {
            return Boolean.TRUE.equals(alone.execute(transaction -> next.version() == 1 ? insert(next) : update(next)));
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override public boolean delete(String name) {
        return Boolean.TRUE.equals(alone.execute(transaction -> {
            boolean deleted = jdbc.sql("delete from secret_entry where name = ?").param(name).update() > 0;
            jdbc.sql("delete from secret_key_check where not exists (select 1 from secret_entry)").update();
            return deleted;
        }));
    }

    @Override public String keepKeyCheck(String checkValue) {
        return keyCheck().orElseGet(() -> {
            try {
                alone.executeWithoutResult(transaction ->
                    jdbc.sql("insert into secret_key_check (id, check_value) values (1, ?)").param(checkValue).update());
            } catch (DuplicateKeyException e) {
                return keyCheck().orElse(checkValue);
            }
            return checkValue;
        });
    }

    private Optional<String> keyCheck() {
        return jdbc.sql("select check_value from secret_key_check where id = 1").query(String.class).optional();
    }

    private boolean insert(SealedSecret entry) {
        return jdbc.sql("insert into secret_entry (name, version, nonce, sealed, stored_at) values (?, ?, ?, ?, ?)")
            .params(entry.name(), entry.version(), entry.nonceText(), entry.sealedText(), entry.storedAt().atOffset(ZoneOffset.UTC)).update() == 1;
    }

    private boolean update(SealedSecret entry) {
        return jdbc.sql("update secret_entry set version = ?, nonce = ?, sealed = ?, stored_at = ? where name = ? and version = ?")
            .params(entry.version(), entry.nonceText(), entry.sealedText(), entry.storedAt().atOffset(ZoneOffset.UTC), entry.name(),
                entry.version() - 1).update() == 1;
    }

    private static SealedSecret sealedSecret(ResultSet row, int number) throws SQLException {
        return new SealedSecret(row.getString("name"), row.getLong("version"), Base64.getDecoder().decode(row.getString("nonce")),
            Base64.getDecoder().decode(row.getString("sealed")), row.getObject("stored_at", OffsetDateTime.class).toInstant());
    }
}
