package org.mailferry.process.security;

import javax.script.ScriptEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.scripting.ScriptFactory;
import org.camunda.bpm.engine.impl.scripting.engine.DefaultScriptEngineResolver;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptingEngines;

/** The runbook's work is Java; a script in a model is refused when the model is deployed, and would find no language to run in. */
final class NoScripts {
    private static final String REFUSAL = "Scripts are off: the work of a process belongs into a delegate";

    private NoScripts() {}

    private static ProcessEngineException refusal() {
        return new ProcessEngineException(REFUSAL);
    }

    /** Every script of a model passes here while the model is read. */
    static final class Factory extends ScriptFactory {
        @Override public ExecutableScript createScriptFromResource(String language, String resource) {
            throw refusal();
        }

        @Override public ExecutableScript createScriptFromResource(String language, Expression resource) {
            throw refusal();
        }

        @Override public ExecutableScript createScriptFromSource(String language, String source) {
            throw refusal();
        }

        @Override public ExecutableScript createScriptFromSource(String language, Expression source) {
            throw refusal();
        }
    }

    static final class Engines extends ScriptingEngines {
        Engines() {
            super(new DefaultScriptEngineResolver(new javax.script.ScriptEngineManager()));
        }

        @Override public ScriptEngine getScriptEngineForLanguage(String language) {
            throw refusal();
        }
    }
}
