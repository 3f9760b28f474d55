package org.mailferry.process.security;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.mailferry.process.Role;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** The engine's switches that decide what data may do inside it. {@code src/adr/0003} says which holes they close. */
@Component
final class EngineHardening extends AbstractProcessEnginePlugin {
    private final RunbookBeans beans;

    EngineHardening(ApplicationContext context) {
        this.beans = new RunbookBeans(context);
    }

    @Override public void preInit(ProcessEngineConfigurationImpl engine) {
        // The engine adds its own group to these.
        engine.setAdminGroups(new ArrayList<>(List.of(Role.ADMINISTRATORS.groupId())));
        expressions(engine);
        scripts(engine);
        foreignData(engine);
        engine.setCustomPostCommandInterceptorsTxRequired(with(new RemarkGuard(), engine.getCustomPostCommandInterceptorsTxRequired()));
        engine.setCustomPostCommandInterceptorsTxRequiresNew(with(new RemarkGuard(), engine.getCustomPostCommandInterceptorsTxRequiresNew()));
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(LongPassword::rules);
    }

    private void expressions(ProcessEngineConfigurationImpl engine) {
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setBeans(beans);
        engine.setExpressionManager(new RunbookExpressions(beans));
        engine.setCustomPreCommandInterceptorsTxRequired(with(new QueryGuard(), engine.getCustomPreCommandInterceptorsTxRequired()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(with(new QueryGuard(), engine.getCustomPreCommandInterceptorsTxRequiresNew()));
    }

    private static void scripts(ProcessEngineConfigurationImpl engine) {
        engine.setScriptFactory(new NoScripts.Factory());
        engine.setScriptingEngines(new NoScripts.Engines());
        engine.setEnableScriptCompilation(false);
        engine.setEnableScriptEngineCaching(false);
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
    }

    /** XML is read without external entities; objects are neither read from Java serialization nor made of unknown types. */
    private static void foreignData(ProcessEngineConfigurationImpl engine) {
        engine.setEnableXxeProcessing(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
    }

    private static List<CommandInterceptor> with(CommandInterceptor guard, @Nullable List<CommandInterceptor> others) {
        List<CommandInterceptor> all = new ArrayList<>();
        all.add(guard);
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }
}
