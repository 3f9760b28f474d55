package org.mailferry.lab.ews;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Basic, which proves every request, and NTLM, which proves a connection. */
final class EwsAuthentication {
    private final EwsLogins logins;
    private final NtlmHandshake ntlm;
    private volatile boolean ntlmOnly;

    EwsAuthentication(EwsLogins logins) {
        this.logins = logins;
        ntlm = new NtlmHandshake(logins);
    }

    void ntlmOnly() {
        ntlmOnly = true;
    }

    /** The login; empty: the answer's headers say how to go on. */
    Optional<String> login(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        if (header.startsWith("NTLM ") && ntlmOnly) {
            return ntlm.login(exchange, header.substring(5).strip());
        }
        if (ntlmOnly && header.isEmpty() && ntlm.known(exchange).isPresent()) {
            return ntlm.known(exchange);
        }
        Optional<String> basic = header.startsWith("Basic ") && !ntlmOnly ? basic(header.substring(6).strip()) : Optional.empty();
        if (basic.isEmpty()) {
            exchange.getResponseHeaders().put("WWW-Authenticate", List.of(ntlmOnly ? "NTLM" : "Basic realm=\"127.0.0.1\""));
        }
        return basic;
    }

    private Optional<String> basic(String credentials) {
        String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        String name = colon < 0 ? pair : pair.substring(0, colon);
        return logins.password(name).filter(password -> password.reveal().equals(pair.substring(colon + 1))).map(any -> name);
    }
}
