package org.mailferry.calendarsync;

import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.SecretReference;

/**
 * One mailbox's calendars and how to open them.
 *
 * @param mailbox whose calendars they are; a service login acts for it
 * @param protocol what its server speaks
 * @param server web address of the server; empty: found by the DNS of the mailbox's domain (RFC 6764), which EWS does not offer
 * @param login who logs in, byte for byte as the server knows it
 * @param password the password, or the access token for {@code BEARER}, by reference
 * @param service the login is a service's, which acts for the mailbox (EWS: impersonation); else it is the mailbox's own
 */
public record CalendarAccount(EmailAddress mailbox, Protocol protocol, Optional<String> server, Scheme scheme, String login, SecretReference password,
                              boolean service) {
    public enum Protocol { CALDAV, EWS }

    /** How the login is proved. NTLM belongs to EWS. */
    public enum Scheme { BASIC, BEARER, NTLM }

    /** With the mailbox's own login. */
    public CalendarAccount(EmailAddress mailbox, Protocol protocol, Optional<String> server, Scheme scheme, String login, SecretReference password) {
        this(mailbox, protocol, server, scheme, login, password, false);
    }

    public CalendarAccount {
        if (login.isBlank() || login.indexOf(':') >= 0 && scheme == Scheme.BASIC) {
            throw new IllegalArgumentException("The calendars of " + mailbox + " need a login name, and one without a colon for Basic");
        }
    }
}
