package org.mailferry.mailflow;

import org.mailferry.kernel.MailEndpoint;

/** Looks at ports from this host, as a mail client would meet them. */
public interface Listeners {
    enum Protocol { IMAP, SMTP }

    /** Connects, takes the greeting and, unless the endpoint is plain, agrees on TLS and judges the certificate. Never throws. */
    ListenerFinding greet(MailEndpoint endpoint, Protocol protocol);

    /** Connects and hangs up. Never throws. */
    ListenerFinding knock(String host, int port);
}
