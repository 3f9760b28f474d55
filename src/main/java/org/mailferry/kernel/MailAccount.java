package org.mailferry.kernel;

import java.util.Optional;

/**
 * One mailbox on one server and how to open it.
 *
 * @param login the mailbox's login name, byte for byte as the server knows it
 * @param serviceLogin the master, service or delegate login; empty for {@code OWN_PASSWORD}
 * @param password the password of whoever logs in, by reference
 */
public record MailAccount(MailEndpoint endpoint, CredentialMode mode, String login, Optional<String> serviceLogin, SecretReference password) {
    public MailAccount {
        if (login.isBlank()) {
            throw new IllegalArgumentException("A mailbox on " + endpoint + " needs a login name");
        }
        if (mode != CredentialMode.OWN_PASSWORD && serviceLogin.isEmpty()) {
            throw new IllegalArgumentException("Credential mode " + mode + " on " + endpoint + " needs a service login");
        }
    }
}
