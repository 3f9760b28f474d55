package org.mailferry.plan;

import java.util.Optional;
import org.mailferry.kernel.SecretReference;

/**
 * How the calendars of one side are reached.
 *
 * @param url web address, in which {@code {mailbox}} and {@code {local}} stand for the mailbox; empty: found by the DNS of its domain
 * @param login who logs in; empty for {@code OWN_PASSWORD}
 * @param password the password or access token of whoever logs in, by reference; empty for {@code OWN_PASSWORD}
 */
public record CalendarServer(Protocol protocol, Optional<String> url, Scheme scheme, Mode mode, Optional<String> login, Optional<SecretReference> password) {
    public enum Protocol { CALDAV, EWS }

    public enum Scheme { BASIC, BEARER, NTLM }

    public enum Mode {
        /** Each mailbox with its own login and password. */
        OWN_PASSWORD,
        /** A service login of Exchange that acts for each mailbox. */
        IMPERSONATION,
        /** A login that may open everybody's calendars, at an address that names the mailbox. */
        ADMINISTRATOR;

        public boolean needsServiceLogin() {
            return this != OWN_PASSWORD;
        }
    }

    public CalendarServer {
        if (mode.needsServiceLogin() && (login.isEmpty() || password.isEmpty())) {
            throw new IllegalArgumentException("Calendars opened by " + mode + " need the login and the password of who does");
        }
    }
}
