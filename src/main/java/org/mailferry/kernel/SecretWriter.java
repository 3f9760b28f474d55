package org.mailferry.kernel;

/**
 * Keeps secrets that Mailferry makes itself, such as the first password of a new account, in the encrypted store. What is kept
 * under a name is found again by {@link Secrets} as {@code store:name}.
 */
public interface SecretWriter {
    /** Whether something is kept under that name. */
    boolean holds(String name);

    /**
     * Keeps the secret durably, replacing a former one of that name. It is committed in a transaction of its own when this
     * returns, because the caller is about to hand it to another system and must not lose it by a rollback.
     *
     * @throws MigrationException {@code PERMANENT} when the store has no key; the text names the setting that gives it one
     */
    void store(String name, Secret value);
}
