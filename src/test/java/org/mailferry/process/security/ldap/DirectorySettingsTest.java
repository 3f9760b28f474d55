package org.mailferry.process.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailferry.process.Role;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DirectorySettingsTest {
    private static DirectorySettings bind(Map<String, String> given) {
        Map<String, String> keys = new HashMap<>();
        given.forEach((key, value) -> keys.put("mailferry.login.ldap." + key, value));
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.login.ldap", DirectorySettings.class);
    }

    @Test void defaultsAreThose() {
        assertThat(bind(Map.of())).isEqualTo(new DirectorySettings(null, false, null, "", null, "", "(objectClass=person)", "uid", "givenName", "sn",
            "mail", "(|(pwdAccountLockedTime=*)(nsAccountLock=TRUE)(loginDisabled=TRUE)(userAccountControl:1.2.840.113556.1.4.803:=2))", "",
            "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))", "cn", "member", Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        assertThat(bind(Map.of()).groupsOf(Role.CHANGE_MANAGERS)).containsExactly("change-managers");
    }

    @Test void everyKeyIsRead() {
        DirectorySettings settings = bind(Map.ofEntries(Map.entry("url", "ldaps://d"), Map.entry("allow-plaintext", "true"),
            Map.entry("trust-file", "ca.pem"), Map.entry("bind-dn", "cn=r"), Map.entry("bind-password", "env:P"), Map.entry("user-base", "ou=p"),
            Map.entry("user-filter", "(a=b)"), Map.entry("user-id-attribute", "sAMAccountName"), Map.entry("first-name-attribute", "f"),
            Map.entry("last-name-attribute", "l"), Map.entry("mail-attribute", "m"), Map.entry("disabled-filter", "(d=1)"),
            Map.entry("group-base", "ou=g"), Map.entry("group-filter", "(g=1)"), Map.entry("group-name-attribute", "n"),
            Map.entry("member-attribute", "memberUid"), Map.entry("groups.operators[0]", "cn=team,ou=g"), Map.entry("connect-timeout", "1s"),
            Map.entry("answer-timeout", "2s"), Map.entry("refresh", "3s")));
        assertThat(settings).isEqualTo(new DirectorySettings("ldaps://d", true, Path.of("ca.pem"), "cn=r", "env:P", "ou=p", "(a=b)", "sAMAccountName",
            "f", "l", "m", "(d=1)", "ou=g", "(g=1)", "n", "memberUid", Map.of("operators", List.of("cn=team,ou=g")), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(settings.membersAreIds()).isTrue();
    }

    @Test void anUnknownRoleAndAMissingPasswordAreTold() {
        assertThatThrownBy(() -> bind(Map.of("groups.operator[0]", "x"))).hasStackTraceContaining("there is no such role");
        assertThatThrownBy(() -> bind(Map.of()).bindPasswordReference()).hasMessageContaining("mailferry.login.ldap.bind-password is missing");
    }
}
