package org.mailferry.lab.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabDirectoryTest {
    private final LabDirectory directory = LabDirectory.start("bind-password");

    @AfterEach void stop() {
        directory.close();
    }

    @Test void listsPeopleToWhoeverLoggedIn() throws LDAPException {
        directory.person("n.lebedeva", "Наталья", "Лебедева", "Главный бухгалтер", "n.lebedeva@romashka.test", List.of("buhgalteria@romashka.test"));

        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", directory.port(), LabDirectory.BIND_DN, "bind-password")) {
            SearchResultEntry person = connection.searchForEntry(LabDirectory.BASE_DN, SearchScope.SUB, "(mail=n.lebedeva@romashka.test)");
            assertThat(person.getAttributeValue("sn")).isEqualTo("Лебедева");
            assertThat(person.getAttributeValues("proxyAddresses")).containsExactly("SMTP:n.lebedeva@romashka.test", "smtp:buhgalteria@romashka.test");
        }
    }

    @Test void showsNothingToAnonymousClients() throws LDAPException {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", directory.port())) {
            assertThatThrownBy(() -> connection.search(LabDirectory.BASE_DN, SearchScope.SUB, "(mail=*)")).isInstanceOf(LDAPException.class);
        }
    }
}
