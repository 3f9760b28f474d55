package org.mailferry.process.security;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.mailferry.process.Role;
import org.springframework.stereotype.Component;

/**
 * The lists of Tasklist. They hold plain values, because expressions such as {@code ${currentUser()}} are off in stored queries:
 * each group has its own "My group's tasks", and each person gets "My tasks" with his first login. Filters have no owner; an owner
 * could change his filter.
 */
@Component
final class TaskFilters {
    private static final List<Role> AT_WORK = List.of(Role.OPERATORS, Role.CHANGE_MANAGERS);

    private final FilterService filterService;
    private final TaskService taskService;
    private final AuthorizationService authorizationService;

    TaskFilters(FilterService filterService, TaskService taskService, AuthorizationService authorizationService) {
        this.filterService = filterService;
        this.taskService = taskService;
        this.authorizationService = authorizationService;
    }

    void ensureShared() {
        for (Role role : AT_WORK) {
            String id = ensure("My group's tasks", "Tasks that your group has to do", 10,
                taskService.createTaskQuery().taskCandidateGroup(role.groupId()).includeAssignedTasks().orderByTaskPriority().desc(), role.groupId());
            grantToGroup(id, role);
        }
        String all = ensure("All tasks", "Every task that you may see", 30, taskService.createTaskQuery().orderByTaskCreateTime().desc(), "all");
        Stream.concat(AT_WORK.stream(), Stream.of(Role.ADMINISTRATORS)).forEach(role -> grantToGroup(all, role));
    }

    /** "My tasks" of one person. Safe to repeat. */
    void ensurePersonal(String userId) {
        String id = ensure("My tasks", "Tasks that you have claimed", 20,
            taskService.createTaskQuery().taskAssignee(userId).orderByTaskCreateTime().desc(), "user " + userId);
        if (authorizationService.createAuthorizationQuery().userIdIn(userId).resourceType(Resources.FILTER).resourceId(id).count() == 0) {
            Authorization authorization = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setUserId(userId);
            save(authorization, id);
        }
    }

    private String ensure(String name, String description, int priority, TaskQuery query, String audience) {
        return filterService.createTaskFilterQuery().filterName(name).list().stream()
            .filter(filter -> audience.equals(filter.getProperties().get("audience"))).findFirst()
            .orElseGet(() -> filterService.saveFilter(filter(name, query, Map.of("description", description, "priority", priority,
                "audience", audience, "color", "#3b6ea5", "refresh", true, "showUndefinedVariable", false)))).getId();
    }

    private Filter filter(String name, TaskQuery query, Map<String, Object> properties) {
        return filterService.newTaskFilter(name).setQuery(query).setProperties(properties);
    }

    private void grantToGroup(String filterId, Role role) {
        if (authorizationService.createAuthorizationQuery().groupIdIn(role.groupId())
            .resourceType(Resources.FILTER).resourceId(filterId).count() == 0) {
            Authorization authorization = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(role.groupId());
            save(authorization, filterId);
        }
    }

    private void save(Authorization authorization, String filterId) {
        authorization.setResource(Resources.FILTER);
        authorization.setResourceId(filterId);
        authorization.addPermission(Permissions.READ);
        authorizationService.saveAuthorization(authorization);
    }
}
