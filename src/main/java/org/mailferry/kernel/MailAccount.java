package org.mailferry.kernel;

import java.util.Optional;

/**
 * One mailbox on one server and how to open it.
 *
 * @param login the mailbox's login name, byte for byte as the server knows it
 * @param serviceLogin the master, service or delegate login; empty for {@code OWN_PASSWORD} and {@code XOAUTH2}
 * @param password the password of whoever logs in, or the access token for {@code XOAUTH2}, by reference
 * @param masterSeparator what stands between mailbox and master user, for {@code MASTER_USER}
 */
public record MailAccount(MailEndpoint endpoint, CredentialMode mode, String login, Optional<String> serviceLogin, SecretReference password,
                          String masterSeparator) {
    /** Dovecot's, and the most usual. */
    public static final String USUAL_SEPARATOR = "*";

    public MailAccount(MailEndpoint endpoint, CredentialMode mode, String login, Optional<String> serviceLogin, SecretReference password) {
        this(endpoint, mode, login, serviceLogin, password, USUAL_SEPARATOR);
    }

    public MailAccount {
        if (login.isBlank()) {
            throw new IllegalArgumentException("A mailbox on " + endpoint + " needs a login name");
        }
        if (mode.needsServiceLogin() && serviceLogin.isEmpty()) {
            throw new IllegalArgumentException("Credential mode " + mode + " on " + endpoint + " needs a service login");
        }
        if (masterSeparator.isBlank()) {
            throw new IllegalArgumentException("The separator between mailbox and master user on " + endpoint + " is empty");
        }
    }

    /** The name that is said in a plain login: the mailbox's, the service's, or both as the mode puts them together. */
    public String userName() {
        return switch (mode) {
            case OWN_PASSWORD, XOAUTH2 -> login;
            case MASTER_USER -> login + masterSeparator + serviceLogin.orElseThrow();
            case AUTHORIZATION_IDENTITY -> serviceLogin.orElseThrow();
            case EXCHANGE_DELEGATE -> serviceLogin.orElseThrow() + "/" + login;
        };
    }
}
