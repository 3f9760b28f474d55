package org.mailferry.process.security.ldap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.jspecify.annotations.Nullable;
import org.mailferry.process.Role;

/** A query of groups: the four roles, whatever the directory calls them. */
final class DirectoryGroupQuery extends GroupQueryImpl {
    private static final String TYPE = "WORKFLOW";

    private final transient KnownPeople people;

    DirectoryGroupQuery(KnownPeople people, @Nullable CommandExecutor commands) {
        super(commands);
        this.people = people;
    }

    @Override public long executeCount(CommandContext context) {
        return found(context).count();
    }

    @Override public List<Group> executeList(CommandContext context, @Nullable Page page) {
        return Matching.page(found(context).sorted(Matching.order(getOrderingProperties(), Map.of(), Comparator.comparing(Role::groupId))), page, this)
            .stream().map(DirectoryGroupQuery::group).toList();
    }

    private Stream<Role> found(CommandContext context) {
        return Arrays.stream(Role.values()).filter(this::matches)
            .filter(role -> DirectoryProvider.isVisible(context, Resources.GROUP, role.groupId()));
    }

    private boolean matches(Role role) {
        return tenantId == null && Matching.is(id, role.groupId()) && Matching.isIn(ids, role.groupId())
            && Matching.is(name, name(role)) && Matching.like(nameLike, name(role)) && Matching.is(type, TYPE)
            && (userId == null || people.find(userId).map(person -> person.roles().contains(role)).orElse(false));
    }

    private static Group group(Role role) {
        GroupEntity group = new GroupEntity(role.groupId());
        group.setName(name(role));
        group.setType(TYPE);
        return group;
    }

    private static String name(Role role) {
        return role.title();
    }
}
