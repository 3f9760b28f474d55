package org.mailferry.kernel;

import java.util.Optional;

/**
 * Keeps a wrong password from locking anybody's account: a secret that a server refused is not tried for ever. Whoever logs in
 * asks {@link #refusal} before he connects, and reports afterwards what came of it with exactly one of the other calls.
 */
public interface LoginAttempts {
    /** Counts nothing. */
    LoginAttempts UNCOUNTED = new LoginAttempts() {
        @Override public Optional<String> refusal(MailAccount account, Secret secret) {
            return Optional.empty();
        }

        @Override public void accepted(MailAccount account, Secret secret) {}

        @Override public void refused(MailAccount account, Secret secret, String words) {}

        @Override public void unclear(MailAccount account, Secret secret) {}
    };

    /**
     * @return why this login is not to be tried with this secret, with the way out; empty when it may be tried once
     * @throws MigrationException {@code THROTTLED} while somebody else tries the same doubtful secret
     */
    Optional<String> refusal(MailAccount account, Secret secret);

    void accepted(MailAccount account, Secret secret);

    /** @param words what the server said, without the secret */
    void refused(MailAccount account, Secret secret, String words);

    /** The server said neither yes nor no to the secret. */
    void unclear(MailAccount account, Secret secret);
}
