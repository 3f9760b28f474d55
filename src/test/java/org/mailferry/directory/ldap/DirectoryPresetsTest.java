package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryPresetsTest {
    @ParameterizedTest @ValueSource(strings = {"ad", "openldap", "389ds", "freeipa"})
    void peopleAreFoundAsTheGuidePrints(String product) {
        assertThat(DirectoryPresets.with(Map.of()).of(product).people()).isEqualTo("(&(objectClass=person)(mail=*))");
    }

    @Test void listsAreFoundAsTheGuidePrints() {
        assertThat(DirectoryPresets.with(Map.of()).of("ad").groups()).isEqualTo("(&(objectClass=group)(mail=*))");
        assertThat(Stream.of("openldap", "freeipa").map(name -> DirectoryPresets.with(Map.of()).of(name).groups()))
            .containsOnly("(&(objectClass=groupOfNames)(mail=*))");
    }

    @Test void theConfigurationSaysOneKeyAnewAndTheOthersStay() {
        DirectoryPresets presets = DirectoryPresets.with(Map.of("ad", Map.of("people", "(mail=*)"), "aldpro", Map.of("login", "uid")));
        assertThat(presets.of("ad").people()).isEqualTo("(mail=*)");
        assertThat(presets.of("ad").login()).containsExactly("sAMAccountName");
        assertThat(presets.of("aldpro").login()).containsExactly("uid");
        assertThat(presets.of("aldpro").mail()).as("a product of one's own starts from any").containsExactly("mail");
    }

    @Test void anUnknownKeyIsNamed() {
        assertThatThrownBy(() -> DirectoryPresets.with(Map.of("ad", Map.of("filter", "x")))).hasMessageContaining("presets.ad.filter is not known");
        assertThatThrownBy(() -> DirectoryPresets.with(Map.of("ad", Map.of("disabled", "never")))).hasMessageContaining("attribute=value or attribute&bit");
    }

    @Test void disabledAccountsAreTheProductsOwn() {
        assertThat(disabled("ad", "userAccountControl", "514")).isTrue();
        assertThat(disabled("ad", "userAccountControl", "66048")).isFalse();
        assertThat(disabled("ad", "nsAccountLock", "TRUE")).isFalse();
        assertThat(disabled("389ds", "nsAccountLock", "true")).isTrue();
        assertThat(disabled("freeipa", "nsAccountLock", "FALSE")).isFalse();
        assertThat(disabled("openldap", "pwdAccountLockedTime", "000001010000Z")).isTrue();
        assertThat(disabled("openldap", "pwdAccountLockedTime", "20260301120000Z")).isFalse();
    }

    private static boolean disabled(String product, String attribute, String value) {
        Entry entry = new Entry("cn=x", List.of(new com.unboundid.ldap.sdk.Attribute(attribute, value)));
        return DirectoryPresets.with(Map.of()).of(product).disabled().stream().anyMatch(rule -> rule.holds(entry));
    }
}
