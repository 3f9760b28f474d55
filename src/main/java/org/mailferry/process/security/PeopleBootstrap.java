package org.mailferry.process.security;

import java.util.Arrays;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.mailferry.process.Role;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes the four groups, their grants and the shared task filters when the application starts. Safe to repeat: what is there stays,
 * a changed grant of ours is put right. Nodes that start together wait for each other at the engine's own deployment
 * lock, which does nothing on H2, where there is one node.
 */
@Component
final class PeopleBootstrap {
    private final IdentityService identityService;
    private final AuthorizationService authorizationService;
    private final TaskFilters taskFilters;
    private final ProcessEngineConfigurationImpl engine;

    PeopleBootstrap(ProcessEngine engine, TaskFilters taskFilters) {
        this.identityService = engine.getIdentityService();
        this.authorizationService = engine.getAuthorizationService();
        this.taskFilters = taskFilters;
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** Runs before every other listener of the start, so that users can be put into the groups there. */
    @EventListener(ApplicationStartedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void prepare() {
        engine.getCommandExecutorTxRequired().execute(command -> {
            command.getPropertyManager().acquireExclusiveLock();
            if (!identityService.isReadOnly()) {
                Arrays.stream(Role.values()).forEach(role -> ensureGroup(role.groupId(), role.title(), "WORKFLOW"));
                ensureGroup(Groups.CAMUNDA_ADMIN, "Camunda administrators", Groups.GROUP_TYPE_SYSTEM);
            }
            Grant.all().forEach(this::ensureGranted);
            taskFilters.ensureShared();
            return null;
        });
    }

    private void ensureGroup(String id, String name, String type) {
        if (identityService.createGroupQuery().groupId(id).count() > 0) {
            return;
        }
        Group group = identityService.newGroup(id);
        group.setName(name);
        group.setType(type);
        identityService.saveGroup(group);
    }

    private void ensureGranted(Grant grant) {
        Authorization authorization = authorizationService.createAuthorizationQuery().groupIdIn(grant.role().groupId())
            .authorizationType(Authorization.AUTH_TYPE_GRANT)
            .resourceType(grant.resource()).resourceId(grant.resourceId()).singleResult();
        if (authorization == null) {
            authorization = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(grant.role().groupId());
            authorization.setResource(grant.resource());
            authorization.setResourceId(grant.resourceId());
        }
        if (((AuthorizationEntity) authorization).getPermissions() != bits(grant)) {
            authorization.setPermissions(grant.permissions().toArray(Permission[]::new));
            authorizationService.saveAuthorization(authorization);
        }
    }

    private static int bits(Grant grant) {
        return grant.permissions().stream().mapToInt(Permission::getValue).reduce(0, (left, right) -> left | right);
    }
}
