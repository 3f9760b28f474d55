package org.mailferry.mailflow;

import java.util.List;

/**
 * What a port's TLS looks like to Java.
 *
 * @param offered such as {@code TLSv1.3}, newest first
 * @param problem why none was agreed on, in plain words with the way out; empty when one was
 */
public record TlsVersions(List<String> offered, String problem) {
    public TlsVersions {
        offered = List.copyOf(offered);
    }

    public boolean good() {
        return !offered.isEmpty();
    }

    public String text() {
        return good() ? "offers " + String.join(" and ", offered) : problem;
    }
}
