package org.mailferry.lab;

import java.util.List;
import org.mailferry.process.Role;

/** The users of the demo. All have the same password, shown on the login page. */
enum DemoPeople {
    ANNA("Anna", "Sokolova", Role.OPERATORS), BORIS("Boris", "Ivanov", Role.OPERATORS),
    VIKTOR("Viktor", "Orlov", Role.CHANGE_MANAGERS), GALINA("Galina", "Petrova", Role.CHANGE_MANAGERS),
    OLGA("Olga", "Smirnova", Role.AUDITORS), ADMIN("Admin", "Admin", Role.ADMINISTRATORS);

    private final String givenName;
    private final String familyName;
    private final Role role;

    DemoPeople(String givenName, String familyName, Role role) {
        this.givenName = givenName;
        this.familyName = familyName;
        this.role = role;
    }

    static List<DemoPeople> with(Role role) {
        return List.of(values()).stream().filter(person -> person.role == role).toList();
    }

    String userId() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String givenName() {
        return givenName;
    }

    String familyName() {
        return familyName;
    }

    Role role() {
        return role;
    }
}
