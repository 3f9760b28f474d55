package org.mailferry.process.security;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.mailferry.kernel.Secret;
import org.mailferry.process.Role;
import org.springframework.stereotype.Component;

/**
 * The engine's own users. With a directory there are none of them: people and their groups come from there. What is asked and done
 * here does not depend on who is signed in; the callers decide whether it may be done.
 */
@Component
public class Accounts {
    private final IdentityService identityService;

    Accounts(IdentityService identityService) {
        this.identityService = identityService;
    }

    /** Whether people come from a directory and cannot be made here. */
    public boolean areElsewhere() {
        return identityService.isReadOnly();
    }

    public boolean anyAdministrator() {
        return unchecked(() -> Set.of(Role.ADMINISTRATORS.groupId(), Groups.CAMUNDA_ADMIN).stream()
            .anyMatch(group -> identityService.createUserQuery().memberOfGroup(group).count() > 0));
    }

    /** Whether a password is strong enough for that user. */
    public boolean accepts(String userId, Secret password) {
        return unchecked(() -> identityService.checkPasswordAgainstPolicy(password.reveal(), identityService.newUser(userId)).isValid());
    }

    /**
     * Makes a user and puts him into the roles' groups; a user who is there keeps his password. The caller answers for the
     * password's strength. Safe to repeat.
     */
    public void ensure(String userId, String firstName, String lastName, Secret password, Role... roles) {
        unchecked(() -> {
            ensureUser(userId, firstName, lastName, password);
            groups(roles).forEach(group -> ensureMember(userId, group));
            return userId;
        });
    }

    private void ensureUser(String userId, String firstName, String lastName, Secret password) {
        if (identityService.createUserQuery().userId(userId).count() == 0) {
            User user = identityService.newUser(userId);
            user.setFirstName(firstName);
            user.setLastName(lastName);
            user.setPassword(password.reveal());
            ((IdentityServiceImpl) identityService).saveUser(user, true);
        }
    }

    private static Set<String> groups(Role... roles) {
        Set<String> groups = Arrays.stream(roles).map(Role::groupId).collect(Collectors.toSet());
        if (groups.contains(Role.ADMINISTRATORS.groupId())) {
            // The webapps offer their own first-run page until somebody is in this group.
            groups.add(Groups.CAMUNDA_ADMIN);
        }
        return groups;
    }

    private void ensureMember(String userId, String group) {
        if (identityService.createUserQuery().userId(userId).memberOfGroup(group).count() == 0) {
            identityService.createMembership(userId, group);
        }
    }

    private <T> T unchecked(Supplier<T> action) {
        Authentication asker = identityService.getCurrentAuthentication();
        try {
            identityService.clearAuthentication();
            return action.get();
        } finally {
            identityService.setAuthentication(asker);
        }
    }
}
