package org.mailferry.secret;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretWriter;

/** The encrypted store: entries in the database, their key outside of it. Without the key nothing is read and nothing is written. */
public final class SecretStore implements SecretWriter {
    static final String KEY_VARIABLE = "MAILFERRY_SECRET_KEY";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@/-]{0,199}");
    private static final int LONGEST = 2_000;
    private static final int TRIES = 10;

    private final SealedSecrets entries;
    private final SecretSettings settings;
    private final Map<String, String> environment;
    private final Clock clock;

    public SecretStore(SealedSecrets entries, SecretSettings settings, Map<String, String> environment, Clock clock) {
        this.entries = entries;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** Empty when nothing is kept under that name. */
    public Optional<Secret> find(String name) {
        StoreKey key = key();
        return entries.find(name).map(key::open);
    }

    @Override public boolean holds(String name) {
        return entries.find(name).isPresent();
    }

    @Override public void store(String name, Secret value) {
        check(name, value);
        StoreKey key = key();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long version = entries.find(name).map(SealedSecret::version).orElse(0L) + 1;
            if (entries.write(key.seal(name, version, value, clock.instant().truncatedTo(ChronoUnit.MICROS)))) {
                return;
            }
        }
        throw MigrationException.transientFailure("The secret '" + name + "' is being changed by others at the same time", null);
    }

    /** What is kept, without the values. */
    public List<SealedSecret> list() {
        return entries.all();
    }

    /** @return whether there was one */
    public boolean delete(String name) {
        return entries.delete(name);
    }

    /** A new random key for the store, in base64. */
    public static Secret newKey() {
        return StoreKey.generate();
    }

    /** A digest with the store's key; empty when it has none. */
    Optional<String> digest(String text) {
        boolean keyed = settings.key().isPresent() || !environment.getOrDefault(KEY_VARIABLE, "").isBlank();
        return keyed ? Optional.of(key().digest(text)) : Optional.empty();
    }

    private StoreKey key() {
        StoreKey key = settings.key().isPresent() ? fromFile() : fromEnvironment();
        if (!entries.keepKeyCheck(key.checkValue()).equals(key.checkValue())) {
            throw MigrationException.permanent("The key given is not the one that the secret store was made with. Give the former key back, "
                + "or delete all entries ('secret list', 'secret delete') and set them again");
        }
        return key;
    }

    private StoreKey fromFile() {
        String file = settings.key().orElseThrow().toString();
        Secret text = FirstLine.of(settings.key().orElseThrow()).orElseThrow(() -> MigrationException.permanent(
            "The key of the secret store is not in " + file + ": no such file, not readable, or its first line is empty"));
        return StoreKey.parse(text.reveal(), "the file " + file);
    }

    private StoreKey fromEnvironment() {
        String text = environment.getOrDefault(KEY_VARIABLE, "");
        if (text.isBlank()) {
            throw MigrationException.permanent("The secret store has no key. Set mailferry.secret.key-file or the environment variable "
                + KEY_VARIABLE + " to one; 'secret key' makes one");
        }
        return StoreKey.parse(text, "the environment variable " + KEY_VARIABLE);
    }

    private static void check(String name, Secret value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A secret's name has 1 to 200 letters, digits or any of . _ @ / - and begins with a letter or digit");
        }
        if (value.reveal().isEmpty() || value.reveal().length() > LONGEST) {
            throw new IllegalArgumentException("A secret has 1 to " + LONGEST + " characters");
        }
    }
}
