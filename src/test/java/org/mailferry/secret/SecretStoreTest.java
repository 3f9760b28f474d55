package org.mailferry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

class SecretStoreTest {
    private static final Secret PASSWORD = Secret.of("pässword-шифр");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    private static final String KEY = SecretStore.newKey().reveal();

    private final InMemorySealedSecrets entries = new InMemorySealedSecrets();

    private SecretStore withKey(String key) {
        return new SecretStore(entries, new SecretSettings(null), Map.of("MAILFERRY_SECRET_KEY", key), CLOCK);
    }

    private SecretStore withKeyFile(Path file) {
        return new SecretStore(entries, new SecretSettings(file), Map.of(), CLOCK);
    }

    @Test void aSecretComesBackWithTheSameKeyOnly() {
        withKey(KEY).store("imap", PASSWORD);
        assertThat(withKey(KEY).find("imap")).contains(PASSWORD);
        assertThatThrownBy(() -> withKey(SecretStore.newKey().reveal()).find("imap"))
            .hasMessageContaining("not the one that the secret store was made with");
        assertThatThrownBy(() -> withKey(SecretStore.newKey().reveal()).store("smtp", PASSWORD)).isInstanceOf(MigrationException.class);
    }

    @Test void theDatabaseHoldsNothingReadable() {
        withKey(KEY).store("imap", PASSWORD);
        withKey(KEY).store("same", PASSWORD);
        SealedSecret sealed = entries.find("imap").orElseThrow();
        assertThat(new String(sealed.sealed(), StandardCharsets.UTF_8)).doesNotContain("pässword");
        assertThat(sealed.sealed()).isNotEqualTo(entries.find("same").orElseThrow().sealed());
        assertThat(sealed.nonce()).isNotEqualTo(entries.find("same").orElseThrow().nonce()).hasSize(12);
    }

    @Test void anEntryMovedToAnotherRowOrVersionDoesNotOpen() {
        SecretStore store = withKey(KEY);
        store.store("weak", Secret.of("known to the attacker"));
        SealedSecret weak = entries.find("weak").orElseThrow();
        entries.write(new SealedSecret("imap", 1, weak.nonce(), weak.sealed(), weak.storedAt()));
        assertThatThrownBy(() -> store.find("imap")).isInstanceOf(MigrationException.class).hasMessageContaining("'imap' cannot be opened");
        entries.write(new SealedSecret("weak", 2, weak.nonce(), weak.sealed(), weak.storedAt()));
        assertThatThrownBy(() -> store.find("weak")).hasMessageContaining("'weak' cannot be opened");
    }

    @Test void aChangedByteDoesNotOpen() {
        SecretStore store = withKey(KEY);
        store.store("imap", PASSWORD);
        SealedSecret entry = entries.find("imap").orElseThrow();
        for (int at = 0; at < entry.sealed().length; at++) {
            byte[] changed = entry.sealed();
            changed[at] ^= 1;
            entries.delete("imap");
            entries.write(new SealedSecret("imap", 1, entry.nonce(), changed, entry.storedAt()));
            assertThatThrownBy(() -> store.find("imap")).as("byte %d", at).isInstanceOf(MigrationException.class);
        }
    }

    @Test void withoutAKeyNothingIsReadOrWrittenAndTheTextSaysWhatToDo() {
        for (SecretStore store : new SecretStore[] {withKey(""), withKey("  ")}) {
            assertThatThrownBy(() -> store.find("imap")).hasMessageContaining("mailferry.secret.key-file").hasMessageContaining("MAILFERRY_SECRET_KEY")
                .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT));
            assertThatThrownBy(() -> store.store("imap", PASSWORD)).isInstanceOf(MigrationException.class);
        }
        assertThat(entries.all()).isEmpty();
    }

    @Test void aKeyOfTheWrongLengthIsRefusedAndNotRepeated() {
        for (String wrong : new String[] {"c2hvcnQ=", "not base64 at all!", "ab".repeat(31), "zz".repeat(32)}) {
            assertThatThrownBy(() -> withKey(wrong).find("imap")).hasMessageContaining("not 32 bytes").hasMessageNotContaining(wrong);
        }
    }

    @Test void theKeyMayBeHexAndInAFile(@TempDir Path folder) throws Exception {
        String hex = HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(KEY));
        Path file = Files.writeString(folder.resolve("key"), hex + "\nsecond line\n");
        withKeyFile(file).store("imap", PASSWORD);
        assertThat(withKey(KEY).find("imap")).contains(PASSWORD);
        assertThatThrownBy(() -> withKeyFile(folder.resolve("absent")).find("imap")).hasMessageContaining("absent");
    }

    @Test void aChangedSecretReplacesTheFormerOne() {
        SecretStore store = withKey(KEY);
        store.store("imap", PASSWORD);
        store.store("imap", Secret.of("new"));
        assertThat(store.find("imap")).contains(Secret.of("new"));
        assertThat(store.list()).singleElement().satisfies(entry -> assertThat(entry.version()).isEqualTo(2));
        assertThat(store.holds("imap")).isTrue();
        assertThat(store.delete("imap")).isTrue();
        assertThat(store.holds("imap")).isFalse();
    }

    @Test void namesAndLengthsAreChecked() {
        SecretStore store = withKey(KEY);
        for (String name : new String[] {"", " ", "-x", "a b", "a\nb", "x".repeat(201)}) {
            assertThatThrownBy(() -> store.store(name, PASSWORD)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.store("empty", Secret.of(""))).isInstanceOf(IllegalArgumentException.class);
        store.store("long", Secret.of("ж".repeat(2_000)));
        assertThat(store.find("long").orElseThrow().reveal()).hasSize(2_000);
        assertThat(entries.find("long").orElseThrow().sealedText().length()).isLessThan(12_000);
    }
}
