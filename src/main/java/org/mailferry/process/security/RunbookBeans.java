package org.mailferry.process.security;

import java.util.AbstractMap;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.mailferry.process.RunbookBean;
import org.springframework.context.ApplicationContext;

/**
 * The beans that expressions may name: delegates, listeners, and those marked with {@link RunbookBean}. The data source, the
 * engine's services and everything else do not exist for an expression. Looked up by name when asked for, since delegates need
 * the engine and the engine needs this.
 */
final class RunbookBeans extends AbstractMap<Object, Object> {
    private final ApplicationContext context;

    RunbookBeans(ApplicationContext context) {
        this.context = context;
    }

    @Override public boolean containsKey(@Nullable Object name) {
        return name instanceof String bean && context.containsBean(bean) && isForRunbook(bean);
    }

    @Override public @Nullable Object get(@Nullable Object name) {
        return name instanceof String bean && containsKey(bean) ? context.getBean(bean) : null;
    }

    @Override public Set<Entry<Object, Object>> entrySet() {
        return Set.of();
    }

    private boolean isForRunbook(String name) {
        return context.isTypeMatch(name, JavaDelegate.class) || context.isTypeMatch(name, ExecutionListener.class)
            || context.isTypeMatch(name, TaskListener.class) || context.findAnnotationOnBean(name, RunbookBean.class) != null;
    }
}
