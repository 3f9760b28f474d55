package org.mailferry.lab.ews;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.Secret;

/** Who may log in. Names are compared without regard to case, as a directory does. */
final class EwsLogins {
    /** @param mailbox its own, empty for none */
    private record Login(Secret password, String mailbox, boolean impersonates) {}

    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    void add(String name, Secret password, String mailbox, boolean impersonates) {
        logins.put(name.toLowerCase(Locale.ROOT), new Login(password, mailbox, impersonates));
    }

    private Optional<Login> find(String name) {
        return Optional.ofNullable(logins.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<Secret> password(String name) {
        return find(name).map(Login::password);
    }

    boolean impersonates(String name) {
        return find(name).map(Login::impersonates).orElse(false);
    }

    String mailbox(String name) {
        return find(name).map(Login::mailbox).orElse("");
    }
}
