package org.mailferry.process.form;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.mailferry.audit.AuditTrail;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/** Makes the rules of the forms hold in the engine, whichever client answers them. */
@Component
public final class FormRulesPlugin extends AbstractProcessEnginePlugin {
    private final AuditTrail trail;
    private final Instructions instructions;

    public FormRulesPlugin(AuditTrail trail, Instructions instructions) {
        this.trail = trail;
        this.instructions = instructions;
    }

    @Override public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setTaskService(new CheckedTaskService());
        configuration.setFormService(new CheckedFormService());
        PersonalCommands guard = new PersonalCommands(configuration.getIdentityService());
        configuration.setCustomPreCommandInterceptorsTxRequired(with(guard, configuration.getCustomPreCommandInterceptorsTxRequired()));
        configuration.setCustomPreCommandInterceptorsTxRequiresNew(
            with(new PersonalCommands(configuration.getIdentityService()), configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
        List<BpmnParseListener> listeners = new ArrayList<>();
        if (configuration.getCustomPreBPMNParseListeners() != null) {
            listeners.addAll(configuration.getCustomPreBPMNParseListeners());
        }
        listeners.add(new FormRulesParsing(trail, instructions));
        configuration.setCustomPreBPMNParseListeners(listeners);
    }

    private static List<CommandInterceptor> with(CommandInterceptor guard, @Nullable List<CommandInterceptor> present) {
        List<CommandInterceptor> all = new ArrayList<>(present == null ? List.of() : present);
        all.add(guard);
        return all;
    }
}
