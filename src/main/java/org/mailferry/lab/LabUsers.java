package org.mailferry.lab;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.mailferry.process.security.Accounts;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the demo's users once their groups are there; their task mail goes to the group's mailbox. */
@Component
@Profile("lab")
final class LabUsers {
    private final Accounts accounts;
    private final IdentityService identities;
    private final Lab lab;
    private final LabSettings settings;

    LabUsers(Accounts accounts, IdentityService identities, Lab lab, LabSettings settings) {
        this.accounts = accounts;
        this.identities = identities;
        this.lab = lab;
        this.settings = settings;
    }

    @EventListener(ApplicationStartedEvent.class)
    void make() {
        for (DemoPeople person : DemoPeople.values()) {
            accounts.ensure(person.userId(), person.givenName(), person.familyName(), settings.demoPassword(), person.role());
            User user = identities.createUserQuery().userId(person.userId()).singleResult();
            user.setEmail(lab.groupAddress(person.role().groupId()));
            identities.saveUser(user);
        }
    }
}
