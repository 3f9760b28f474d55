package org.mailferry.process.security;

import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Shows the one-time token to the person who started the program. It is printed, not logged: a log travels to places where the
 * token has no business. Waits for the end of the start, because the lab makes its own administrator during it.
 */
@Component
final class SetupInvitation {
    private final FirstAdministrator firstAdministrator;
    private final SecuritySettings settings;
    private final Environment environment;
    private final PrintStream screen = System.out;

    SetupInvitation(FirstAdministrator firstAdministrator, SecuritySettings settings, Environment environment) {
        this.firstAdministrator = firstAdministrator;
        this.settings = settings;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void invite() {
        firstAdministrator.offerToken().ifPresent(token -> screen.printf("%n"
            + "Nobody administers Mailferry yet. Open http://%s:%s/setup%n"
            + "and make the first administrator with this token: %s%n"
            + "It works once, on this node, for %d minutes. A restart prints a new one.%n%n",
            environment.getProperty("server.address", "localhost"),
            environment.getProperty("local.server.port", environment.getProperty("server.port", "8080")),
            token.reveal(), settings.setupTokenLifetime().toMinutes()));
    }
}
