package org.mailferry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;

class ReferencedSecretsTest {
    private final Map<String, String> environment = Map.of("IMAP_PASSWORD", "from env", "EMPTY", "",
        "MAILFERRY_SECRET_KEY", SecretStore.newKey().reveal());
    private final SecretStore store = new SecretStore(new InMemorySealedSecrets(), new SecretSettings(null), environment, Clock.systemUTC());
    private final ReferencedSecrets secrets = new ReferencedSecrets(environment, store);

    private Secret resolve(String reference) {
        return secrets.resolve(SecretReference.parse(reference));
    }

    @Test void eachPlaceIsAsked(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "from file \nnot this\n");
        store.store("imap", Secret.of("from store"));
        assertThat(resolve("env:IMAP_PASSWORD").reveal()).isEqualTo("from env");
        assertThat(resolve("file:" + file).reveal()).isEqualTo("from file ");
        assertThat(resolve("store:imap").reveal()).isEqualTo("from store");
    }

    @Test void aChangedFileIsSeenAtOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old");
        assertThat(resolve("file:" + file).reveal()).isEqualTo("old");
        Files.writeString(file, "new");
        assertThat(resolve("file:" + file).reveal()).isEqualTo("new");
    }

    @Test void whatIsNotThereIsToldWithTheReference(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("empty"), "\nsecond line");
        for (String reference : new String[] {"env:ABSENT", "env:EMPTY", "file:" + folder.resolve("absent"), "file:" + folder,
            "file:" + folder.resolve("empty"), "store:absent"}) {
            assertThatThrownBy(() -> resolve(reference)).isInstanceOf(MigrationException.class).hasMessageContaining(reference);
        }
    }
}
