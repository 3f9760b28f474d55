package org.mailferry.process.form;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cmd.AbstractPatchVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractRemoveVariableCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractSetVariableCmd;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.mailferry.process.Role;

/**
 * Closes the ways around a form: a person moves the runbook by answering its tasks, not by throwing its errors, delegating, setting
 * its variables or starting in its middle. Administrators may do the latter two to repair an instance; the operation log names them.
 */
final class PersonalCommands extends CommandInterceptor {
    private static final List<Class<?>> FOR_NOBODY =
        List.of(HandleTaskBpmnErrorCmd.class, HandleTaskEscalationCmd.class, DelegateTaskCmd.class, ResolveTaskCmd.class);
    private static final List<Class<?>> FOR_ADMINISTRATORS = List.of(AbstractSetVariableCmd.class, AbstractPatchVariablesCmd.class,
        AbstractRemoveVariableCmd.class, StartProcessInstanceAtActivitiesCmd.class);

    private final IdentityService identities;

    PersonalCommands(IdentityService identities) {
        this.identities = identities;
    }

    @Override public <T> T execute(Command<T> command) {
        Authentication person = identities.getCurrentAuthentication();
        // A command inside another was sent by the runbook, not by the person.
        if (person != null && person.getUserId() != null && Context.getCommandContext() == null) {
            check(command, person);
        }
        return next.execute(command);
    }

    private static void check(Command<?> command, Authentication person) {
        if (isOneOf(FOR_NOBODY, command) || (isOneOf(FOR_ADMINISTRATORS, command) && !isAdministrator(person.getGroupIds()))) {
            throw new BadUserRequestException("The runbook is moved by completing its tasks. Answer the task's form instead.");
        }
    }

    private static boolean isOneOf(List<Class<?>> types, Command<?> command) {
        return types.stream().anyMatch(type -> type.isInstance(command));
    }

    private static boolean isAdministrator(@Nullable List<String> groups) {
        return groups != null && groups.contains(Role.ADMINISTRATORS.groupId());
    }
}
