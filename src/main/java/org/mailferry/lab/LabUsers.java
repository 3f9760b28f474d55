package org.mailferry.lab;

import java.util.Arrays;
import org.mailferry.process.security.Accounts;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the demo's users once their groups are there. */
@Component
@Profile("lab")
final class LabUsers {
    private final Accounts accounts;
    private final LabSettings settings;

    LabUsers(Accounts accounts, LabSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    @EventListener(ApplicationStartedEvent.class)
    void make() {
        Arrays.stream(DemoPeople.values()).forEach(person ->
            accounts.ensure(person.userId(), person.givenName(), person.familyName(), settings.demoPassword(), person.role()));
    }
}
