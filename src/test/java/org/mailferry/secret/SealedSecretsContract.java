package org.mailferry.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of sealed secrets does. */
public abstract class SealedSecretsContract {
    private SealedSecrets secrets;

    protected abstract SealedSecrets empty();

    @BeforeEach void start() {
        secrets = empty();
    }

    private static SealedSecret entry(String name, long version, String text) {
        return new SealedSecret(name, version, new byte[] {1, 2, 3}, text.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-03-01T10:00:00.123456Z"));
    }

    @Test void anEntryComesBackAsItWasWritten() {
        assertThat(secrets.write(entry("imap", 1, "sealed"))).isTrue();
        SealedSecret found = secrets.find("imap").orElseThrow();
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.nonce()).containsExactly(1, 2, 3);
        assertThat(found.sealed()).asString(StandardCharsets.UTF_8).isEqualTo("sealed");
        assertThat(found.storedAt()).isEqualTo("2026-03-01T10:00:00.123456Z");
        assertThat(secrets.find("smtp")).isEmpty();
    }

    @Test void onlyTheNextVersionIsWritten() {
        secrets.write(entry("imap", 1, "first"));
        assertThat(secrets.write(entry("imap", 1, "again"))).isFalse();
        assertThat(secrets.write(entry("imap", 3, "too far"))).isFalse();
        assertThat(secrets.write(entry("imap", 2, "second"))).isTrue();
        assertThat(secrets.find("imap").orElseThrow().sealed()).asString(StandardCharsets.UTF_8).isEqualTo("second");
    }

    @Test void entriesAreListedByName() {
        secrets.write(entry("smtp", 1, "b"));
        secrets.write(entry("imap", 1, "a"));
        assertThat(secrets.all()).extracting(SealedSecret::name).containsExactly("imap", "smtp");
    }

    @Test void theFirstKeyCheckStaysUntilTheStoreIsEmpty() {
        assertThat(secrets.keepKeyCheck("one")).isEqualTo("one");
        secrets.write(entry("imap", 1, "a"));
        assertThat(secrets.keepKeyCheck("two")).isEqualTo("one");
        assertThat(secrets.delete("smtp")).isFalse();
        assertThat(secrets.keepKeyCheck("two")).isEqualTo("one");
        assertThat(secrets.delete("imap")).isTrue();
        assertThat(secrets.keepKeyCheck("two")).isEqualTo("two");
    }
}
