package org.mailferry.mailsync;

/** The server does not open the mailbox to whoever asked. Only a person can change that. */
public final class LoginRefusedException extends RuntimeException {
    /** What the person has to look at. */
    public enum Reason {
        /** Login or password are wrong; the server does not say which. */
        PASSWORD,
        /** The password was right once. */
        EXPIRED,
        /** Whoever logged in may not open this mailbox, or it does not exist. */
        RIGHTS,
        /** The server takes no password on such a connection. */
        PROTECTION,
        /** Tried too often before; the server was not asked. */
        TRIED_BEFORE,
        /** What the server says, it says in its own words only. */
        OTHER
    }

    private final Reason reason;

    public LoginRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LoginRefusedException(String message) {
        this(Reason.PASSWORD, message);
    }

    public Reason reason() {
        return reason;
    }
}
