package org.mailferry.process.security.ldap;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryProperty;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** A query of users, answered from the list of people. */
final class DirectoryUserQuery extends UserQueryImpl {
    private static final Map<String, Comparator<Person>> ORDERS = Map.of(
        UserQueryProperty.USER_ID.getName(), comparing(Person::id), UserQueryProperty.FIRST_NAME.getName(), comparing(Person::firstName),
        UserQueryProperty.LAST_NAME.getName(), comparing(Person::lastName), UserQueryProperty.EMAIL.getName(), comparing(Person::email));

    private final transient KnownPeople people;

    DirectoryUserQuery(KnownPeople people, @Nullable CommandExecutor commands) {
        super(commands);
        this.people = people;
    }

    @Override public long executeCount(CommandContext context) {
        return found(context).count();
    }

    @Override public List<User> executeList(CommandContext context, @Nullable Page page) {
        return Matching.page(found(context).sorted(Matching.order(getOrderingProperties(), ORDERS, comparing(Person::id))), page, this).stream()
            .map(Person::user).toList();
    }

    private Stream<Person> found(CommandContext context) {
        return people.all().stream().filter(this::matches)
            .filter(person -> DirectoryProvider.isVisible(context, Resources.USER, person.id()));
    }

    private boolean matches(Person person) {
        return tenantId == null && Matching.is(id, person.id()) && Matching.isIn(ids, person.id())
            && Matching.is(firstName, person.firstName()) && Matching.like(firstNameLike, person.firstName())
            && Matching.is(lastName, person.lastName()) && Matching.like(lastNameLike, person.lastName())
            && Matching.is(email, person.email()) && Matching.like(emailLike, person.email())
            && (groupId == null || person.roles().stream().anyMatch(role -> role.groupId().equals(groupId)));
    }
}
