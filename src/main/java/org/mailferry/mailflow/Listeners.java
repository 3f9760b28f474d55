package org.mailferry.mailflow;

import java.util.OptionalLong;
import org.mailferry.kernel.MailEndpoint;

/** Looks at ports from this host, as a mail client would meet them. */
public interface Listeners {
    enum Protocol { IMAP, SMTP }

    /** How TLS begins at a port. */
    enum TlsStart { AT_ONCE, AFTER_IMAP_STARTTLS, AFTER_SMTP_STARTTLS }

    /** Connects, takes the greeting and, unless the endpoint is plain, agrees on TLS and judges the certificate. Never throws. */
    ListenerFinding greet(MailEndpoint endpoint, Protocol protocol);

    /** Which versions of TLS a port agrees on. Judges no certificate, since nothing is sent but the handshake. Never throws. */
    TlsVersions versions(String host, int port, TlsStart start);

    /** The largest message that an SMTP server says it takes ({@code SIZE}, RFC 1870), in bytes. Empty when it does not say. Never throws. */
    OptionalLong largestMessage(MailEndpoint endpoint);

    /** Connects and hangs up. Never throws. */
    ListenerFinding knock(String host, int port);
}
