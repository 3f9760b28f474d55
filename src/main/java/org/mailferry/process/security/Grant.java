package org.mailferry.process.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.mailferry.process.Role.ADMINISTRATORS;
import static org.mailferry.process.Role.AUDITORS;
import static org.mailferry.process.Role.CHANGE_MANAGERS;
import static org.mailferry.process.Role.OPERATORS;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.HistoricTaskPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.mailferry.process.Role;

/**
 * What each group may do in the engine. Tasks are not listed for operators and change managers: a task itself grants reading and
 * working on it to its candidate group and its assignee, and to nobody else.
 */
record Grant(Role role, Resource resource, String resourceId, List<Permission> permissions) {
    /** The process that an operator starts; every other one is called by it. */
    private static final String MAIL_MIGRATION = "mail-migration";

    static Stream<Grant> all() {
        return Stream.of(operators(), changeManagers(), auditors(), administrators()).flatMap(grants -> grants);
    }

    /** Operators start migrations, watch them and retry failed jobs; they change no variable, and suspend or delete nothing. */
    private static Stream<Grant> operators() {
        return Stream.of(
            to(OPERATORS, Resources.APPLICATION, "tasklist", Permissions.ACCESS),
            to(OPERATORS, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
            to(OPERATORS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.RETRY_JOB),
            to(OPERATORS, Resources.PROCESS_DEFINITION, MAIL_MIGRATION, ProcessDefinitionPermissions.CREATE_INSTANCE),
            to(OPERATORS, Resources.PROCESS_INSTANCE, ANY, ProcessInstancePermissions.CREATE));
    }

    /** Change managers decide in Tasklist; the dashboard and the report show them where the migration stands. */
    private static Stream<Grant> changeManagers() {
        return Stream.of(
            to(CHANGE_MANAGERS, Resources.APPLICATION, "tasklist", Permissions.ACCESS),
            to(CHANGE_MANAGERS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_HISTORY));
    }

    /** Auditors see everything in Cockpit and change nothing. */
    private static Stream<Grant> auditors() {
        return Stream.of(
            to(AUDITORS, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
            to(AUDITORS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK, ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_HISTORY_VARIABLE),
            to(AUDITORS, Resources.PROCESS_INSTANCE, ANY, ProcessInstancePermissions.READ),
            to(AUDITORS, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY),
            to(AUDITORS, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ),
            to(AUDITORS, Resources.DEPLOYMENT, ANY, Permissions.READ),
            to(AUDITORS, Resources.TASK, ANY, TaskPermissions.READ),
            to(AUDITORS, Resources.USER, ANY, Permissions.READ),
            to(AUDITORS, Resources.GROUP, ANY, Permissions.READ),
            to(AUDITORS, Resources.BATCH, ANY, BatchPermissions.READ, BatchPermissions.READ_HISTORY),
            to(AUDITORS, Resources.HISTORIC_TASK, ANY, HistoricTaskPermissions.READ),
            to(AUDITORS, Resources.HISTORIC_PROCESS_INSTANCE, ANY, HistoricProcessInstancePermissions.READ),
            to(AUDITORS, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ));
    }

    private static Stream<Grant> administrators() {
        return Arrays.stream(Resources.values()).map(resource -> to(ADMINISTRATORS, resource, ANY, Permissions.ALL));
    }

    private static Grant to(Role role, Resource resource, String resourceId, Permission... permissions) {
        return new Grant(role, resource, resourceId, List.of(permissions));
    }
}
