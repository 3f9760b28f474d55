package org.mailferry.secret.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.secret.SealedSecret;
import org.mailferry.secret.SealedSecrets;
import org.mailferry.secret.SealedSecretsContract;

class JdbcSealedSecretsTest {
    private static SealedSecrets on(TestDatabase database) {
        return new JdbcSealedSecrets(database.jdbc(), database.transactionManager());
    }

    @Nested class OnH2 extends SealedSecretsContract {
        @Override protected SealedSecrets empty() {
            return on(TestDatabase.h2());
        }
    }

    @Nested class OnPostgres extends SealedSecretsContract {
        @Override protected SealedSecrets empty() {
            return on(TestDatabase.postgres());
        }
    }

    @Test void whatWasWrittenOutlivesTheCallersRollback() {
        TestDatabase database = TestDatabase.postgres();
        SealedSecrets secrets = on(database);
        database.transaction().executeWithoutResult(caller -> {
            secrets.write(new SealedSecret("first-password", 1, new byte[12], new byte[20], Instant.EPOCH));
            assertThat(secrets.write(new SealedSecret("first-password", 1, new byte[12], new byte[20], Instant.EPOCH))).isFalse();
            caller.setRollbackOnly();
        });
        assertThat(secrets.find("first-password")).isPresent();
    }
}
