package org.mailferry.kernel;

import java.util.Optional;

/**
 * Where a server listens. {@code certificateSha256} pins the server's certificate by its SHA-256 fingerprint (64 hex digits,
 * no separators) as the recorded exception where its chain cannot be verified; otherwise chain and host name are verified.
 */
public record MailEndpoint(String host, int port, TransportSecurity security, Optional<String> certificateSha256) {
    public MailEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A server needs a host name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " of " + host + " is not between 1 and 65535");
        }
        certificateSha256 = certificateSha256.map(print -> print.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        certificateSha256.filter(print -> !print.matches("[0-9a-f]{64}")).ifPresent(print -> {
            throw new IllegalArgumentException("'" + print + "' is not a SHA-256 fingerprint (64 hex digits)");
        });
    }

    public static MailEndpoint of(String host, int port, TransportSecurity security) {
        return new MailEndpoint(host, port, security, Optional.empty());
    }

    @Override public String toString() {
        return host + ":" + port;
    }
}
