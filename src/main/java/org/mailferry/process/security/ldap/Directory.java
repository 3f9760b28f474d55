package org.mailferry.process.security.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.process.Role;

/** The directory's people as far as they have a role here. Values from outside enter a filter only through {@link Filter}'s escaping. */
final class Directory {
    private final DirectorySettings settings;
    private final DirectoryConnector connector;

    Directory(DirectorySettings settings, DirectoryConnector connector) {
        this.settings = settings;
        this.connector = connector;
    }

    /** The person with that id, enabled and with a role, or nobody. */
    Optional<Person> find(String userId) throws LDAPException {
        try (LDAPConnection connection = connector.searching()) {
            Optional<SearchResultEntry> entry = only(search(connection, settings.userBase(), SearchScope.SUB, isPerson(userId)));
            return entry.isPresent() && !isDisabled(connection, entry.get()) ? person(entry.get(), rolesOf(connection, entry.get())) : Optional.empty();
        }
    }

    /** Everybody with a role, disabled or not: their names stand in the history. */
    List<Person> people() throws LDAPException {
        try (LDAPConnection connection = connector.searching()) {
            Map<String, Set<Role>> roles = new LinkedHashMap<>();
            for (SearchResultEntry group : search(connection, settings.groupBase(), SearchScope.SUB, Filter.create(settings.groupFilter()))) {
                for (String member : values(group, settings.memberAttribute())) {
                    roles.computeIfAbsent(member, key -> EnumSet.noneOf(Role.class)).addAll(rolesOf(group));
                }
            }
            Map<String, Person> people = new LinkedHashMap<>();
            for (Map.Entry<String, Set<Role>> member : roles.entrySet()) {
                if (!member.getValue().isEmpty()) {
                    member(connection, member.getKey()).flatMap(entry -> person(entry, member.getValue()))
                        .ifPresent(person -> people.putIfAbsent(person.id(), person));
                }
            }
            return List.copyOf(people.values());
        }
    }

    boolean accepts(Person person, String password) throws LDAPException {
        return connector.accepts(person.dn(), password);
    }

    private Optional<SearchResultEntry> member(LDAPConnection connection, String member) throws LDAPException {
        return settings.membersAreIds() ? only(search(connection, settings.userBase(), SearchScope.SUB, isPerson(member)))
            : only(search(connection, member, SearchScope.BASE, Filter.create(settings.userFilter())));
    }

    private Filter isPerson(String userId) throws LDAPException {
        return Filter.createANDFilter(Filter.create(settings.userFilter()), Filter.createEqualityFilter(settings.userIdAttribute(), userId));
    }

    /** Asked as a search of its own: a server answers a negated filter on an attribute it does not know with nobody at all. */
    private boolean isDisabled(LDAPConnection connection, Entry person) throws LDAPException {
        return !settings.disabledFilter().isBlank()
            && !search(connection, person.getDN(), SearchScope.BASE, Filter.create(settings.disabledFilter())).isEmpty();
    }

    private Set<Role> rolesOf(LDAPConnection connection, Entry person) throws LDAPException {
        String member = settings.membersAreIds() ? person.getAttributeValue(settings.userIdAttribute()) : person.getDN();
        Filter ofPerson = Filter.createANDFilter(Filter.create(settings.groupFilter()),
            Filter.createEqualityFilter(settings.memberAttribute(), member));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        search(connection, settings.groupBase(), SearchScope.SUB, ofPerson).forEach(group -> roles.addAll(rolesOf(group)));
        return roles;
    }

    private Set<Role> rolesOf(Entry group) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values()).filter(role -> settings.groupsOf(role).stream().anyMatch(name -> isNamed(group, name))).forEach(roles::add);
        return roles;
    }

    private boolean isNamed(Entry group, String name) {
        return DN.isValidDN(name) && name.contains("=") ? sameDn(group.getDN(), name)
            : Stream.of(values(group, settings.groupNameAttribute())).anyMatch(name::equalsIgnoreCase);
    }

    private static boolean sameDn(String one, String other) {
        try {
            return DN.equals(one, other);
        } catch (LDAPException e) {
            return false;
        }
    }

    private Optional<Person> person(Entry entry, Set<Role> roles) {
        String id = entry.getAttributeValue(settings.userIdAttribute());
        return id == null || roles.isEmpty() ? Optional.empty() : Optional.of(new Person(id, entry.getDN(),
            text(entry, settings.firstNameAttribute()), text(entry, settings.lastNameAttribute()), text(entry, settings.mailAttribute()), roles));
    }

    private List<SearchResultEntry> search(LDAPConnection connection, String base, SearchScope scope, Filter filter) throws LDAPException {
        try {
            return connection.search(base, scope, filter, settings.userIdAttribute(), settings.firstNameAttribute(), settings.lastNameAttribute(),
                settings.mailAttribute(), settings.groupNameAttribute(), settings.memberAttribute()).getSearchEntries();
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT) && scope.equals(SearchScope.BASE)) {
                return List.of();
            }
            throw e;
        }
    }

    /** Two entries with one id are nobody: we would not know whose password to ask for. */
    private static Optional<SearchResultEntry> only(List<SearchResultEntry> entries) {
        return entries.size() == 1 ? Optional.of(entries.get(0)) : Optional.empty();
    }

    private static String[] values(Entry entry, String attribute) {
        return Optional.ofNullable(entry.getAttributeValues(attribute)).orElseGet(() -> new String[0]);
    }

    private static String text(Entry entry, String attribute) {
        return Optional.ofNullable(entry.getAttributeValue(attribute)).orElse("");
    }
}
