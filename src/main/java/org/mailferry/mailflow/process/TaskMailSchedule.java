package org.mailferry.mailflow.process;

import org.mailferry.mailflow.NotifySettings;
import org.mailferry.mailflow.TaskMailDispatch;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Looks into the outbox every few seconds, on every node. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TaskMailSchedule implements SchedulingConfigurer {
    private final TaskMailDispatch dispatch;
    private final NotifySettings settings;

    TaskMailSchedule(TaskMailDispatch dispatch, NotifySettings settings) {
        this.dispatch = dispatch;
        this.settings = settings;
    }

    @Override public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (settings.enabled()) {
            registrar.addFixedDelayTask(dispatch::sendDue, settings.every());
        }
    }
}
