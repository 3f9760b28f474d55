package org.mailferry.mailflow.process;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.NotifySettings;
import org.mailferry.mailflow.TaskDesk;
import org.mailferry.mailflow.TaskMail;
import org.mailferry.plan.People;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** A group's addresses are the plan's, else the configuration's; a person's is in the engine's user list or the directory behind it. */
@Component
class EngineTaskDesk implements TaskDesk {
    private final TaskService tasks;
    private final IdentityService identities;
    private final Plans plans;
    private final NotifySettings settings;

    EngineTaskDesk(TaskService tasks, IdentityService identities, Plans plans, NotifySettings settings) {
        this.tasks = tasks;
        this.identities = identities;
        this.plans = plans;
        this.settings = settings;
    }

    @Override public boolean waiting(String taskId) {
        return tasks.createTaskQuery().taskId(taskId).count() > 0;
    }

    @Override public List<EmailAddress> addresses(TaskMail mail) {
        if (mail.kind() == TaskMail.Kind.PERSON) {
            User user = identities.createUserQuery().userId(mail.recipient()).singleResult();
            return Optional.ofNullable(user).map(User::getEmail).filter(address -> !address.isBlank()).map(EmailAddress::parse).stream().toList();
        }
        List<EmailAddress> planned = plan(mail).map(people -> people.addresses().stream()
            .filter(address -> address.group().equals(mail.recipient())).map(People.GroupAddress::address).toList()).orElse(List.of());
        return planned.isEmpty() ? settings.addressesOf(mail.recipient()) : planned;
    }

    private Optional<People> plan(TaskMail mail) {
        return mail.plan().isEmpty() ? Optional.empty() : plans.find(PlanName.parse(mail.plan())).map(plan -> plan.people());
    }
}
