package org.mailferry.plan.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.mailferry.plan.Members;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts {@link FailedMailboxIncidents} in the place of the engine's handler for failed jobs, which it extends. */
@Component
final class FailedMailboxPlugin extends AbstractProcessEnginePlugin {
    private final ObjectProvider<Members> members;

    FailedMailboxPlugin(ObjectProvider<Members> members) {
        this.members = members;
    }

    @Override public void preInit(ProcessEngineConfigurationImpl engine) {
        List<IncidentHandler> handlers = new ArrayList<>();
        if (engine.getCustomIncidentHandlers() != null) {
            handlers.addAll(engine.getCustomIncidentHandlers());
        }
        handlers.add(new FailedMailboxIncidents(members));
        engine.setCustomIncidentHandlers(handlers);
    }
}
