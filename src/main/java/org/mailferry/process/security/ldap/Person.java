package org.mailferry.process.security.ldap;

import java.util.Set;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.mailferry.process.Role;

/** Somebody of the directory with at least one role. */
record Person(String id, String dn, String firstName, String lastName, String email, Set<Role> roles) {
    Person {
        roles = Set.copyOf(roles);
    }

    User user() {
        UserEntity user = new UserEntity(id);
        user.setFirstName(firstName);
        user.setLastName(lastName);
        user.setEmail(email);
        return user;
    }
}
