package org.mailferry.process.security.ldap;

import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** Gives the engine the directory's people as its users. The engine sees that nobody can be written and offers no form for it. */
final class DirectoryProvider implements ReadOnlyIdentityProvider {
    private final KnownPeople people;

    DirectoryProvider(KnownPeople people) {
        this.people = people;
    }

    @Override public @Nullable User findUserById(String userId) {
        return people.find(userId).map(Person::user).orElse(null);
    }

    @Override public UserQuery createUserQuery() {
        return new DirectoryUserQuery(people, commands());
    }

    @Override public UserQuery createUserQuery(CommandContext context) {
        return new DirectoryUserQuery(people, null);
    }

    @Override public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("People come from a directory, where SQL finds nobody");
    }

    @Override public boolean checkPassword(@Nullable String userId, @Nullable String password) {
        return userId != null && password != null && people.accepts(userId, password);
    }

    @Override public @Nullable Group findGroupById(String groupId) {
        return createGroupQuery().groupId(groupId).singleResult();
    }

    @Override public GroupQuery createGroupQuery() {
        return new DirectoryGroupQuery(people, commands());
    }

    @Override public GroupQuery createGroupQuery(CommandContext context) {
        return new DirectoryGroupQuery(people, null);
    }

    @Override public @Nullable Tenant findTenantById(String tenantId) {
        return null;
    }

    @Override public TenantQuery createTenantQuery() {
        return new NoTenants(commands());
    }

    @Override public TenantQuery createTenantQuery(CommandContext context) {
        return new NoTenants(null);
    }

    @Override public void flush() {
        // Nothing is ever written.
    }

    @Override public void close() {
        // Connections are closed where they are opened.
    }

    /** What the asker may see: himself, and what he has READ for. */
    static boolean isVisible(CommandContext context, Resource resource, String id) {
        boolean own = Optional.ofNullable(context.getAuthentication())
            .map(asker -> id.equals(asker.getUserId()) || asker.getGroupIds() != null && asker.getGroupIds().contains(id)).orElse(false);
        return own || !context.isAuthorizationCheckEnabled() || context.getAuthorizationManager().isAuthorized(Permissions.READ, resource, id);
    }

    private static CommandExecutor commands() {
        return Context.getProcessEngineConfiguration().getCommandExecutorTxRequired();
    }
}
