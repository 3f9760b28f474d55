package org.mailferry.mailsync;

/** The server knows neither the mailbox nor its credentials, or does not let the service account in. Only a person can change that. */
public final class LoginRefusedException extends RuntimeException {
    public LoginRefusedException(String message) {
        super(message);
    }
}
