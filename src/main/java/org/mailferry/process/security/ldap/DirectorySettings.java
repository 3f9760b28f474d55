package org.mailferry.process.security.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.SecretReference;
import org.mailferry.process.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people's logins are, when they are in a directory. Without {@code url} they are the engine's own.
 *
 * @param url {@code ldaps://host:636}, or {@code ldap://host:389}, which is then secured by StartTLS
 * @param allowPlaintext lets {@code ldap://} go unsecured; for a test on one machine only
 * @param trustFile certificates in PEM that may have signed the directory's own; without it those that Java trusts
 * @param bindDn who searches
 * @param bindPassword reference to that one's password
 * @param userFilter entries that are people
 * @param disabledFilter a person matching it may not sign in
 * @param memberAttribute of the group; {@code memberUid} holds user ids, every other one DNs
 * @param groups for each of our four groups the directory's groups, by name or DN; without an entry the group of the same name
 * @param refresh how old the list of people may be; a login is always checked afresh
 */
@ConfigurationProperties("mailferry.login.ldap")
record DirectorySettings(
    @Nullable String url,
    @DefaultValue("false") boolean allowPlaintext,
    @Nullable Path trustFile,
    @DefaultValue("") String bindDn,
    @Nullable String bindPassword,
    @DefaultValue("") String userBase,
    @DefaultValue("(objectClass=person)") String userFilter,
    @DefaultValue("uid") String userIdAttribute,
    @DefaultValue("givenName") String firstNameAttribute,
    @DefaultValue("sn") String lastNameAttribute,
    @DefaultValue("mail") String mailAttribute,
    @DefaultValue("(|(pwdAccountLockedTime=*)(nsAccountLock=TRUE)(loginDisabled=TRUE)(userAccountControl:1.2.840.113556.1.4.803:=2))")
    String disabledFilter,
    @DefaultValue("") String groupBase,
    @DefaultValue("(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))") String groupFilter,
    @DefaultValue("cn") String groupNameAttribute,
    @DefaultValue("member") String memberAttribute,
    @DefaultValue Map<String, List<String>> groups,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("10s") Duration answerTimeout,
    @DefaultValue("1m") Duration refresh) {

    DirectorySettings {
        groups = Map.copyOf(groups);
        for (String group : groups.keySet()) {
            if (List.of(Role.values()).stream().noneMatch(role -> role.groupId().equals(group))) {
                throw new IllegalArgumentException("mailferry.login.ldap.groups." + group + ": there is no such role; the roles are "
                    + List.of(Role.values()).stream().map(Role::groupId).toList());
            }
        }
    }

    List<String> groupsOf(Role role) {
        return groups.getOrDefault(role.groupId(), List.of(role.groupId()));
    }

    SecretReference bindPasswordReference() {
        if (bindPassword == null) {
            throw new IllegalArgumentException("mailferry.login.ldap.bind-password is missing: a reference such as env:LDAP_PASSWORD");
        }
        return SecretReference.parse(bindPassword);
    }

    boolean membersAreIds() {
        return memberAttribute.equalsIgnoreCase("memberUid");
    }
}
