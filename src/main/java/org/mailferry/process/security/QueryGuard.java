package org.mailferry.process.security;

import java.lang.reflect.Field;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query with an expression anywhere in it before the engine works on it, with a clear answer to whoever sent it. The
 * engine's own check looks at the outermost query only and misses {@code orQueries} (CVE-2026-109432). A query that is already
 * stored is stopped by {@link RunbookExpressions}.
 */
final class QueryGuard extends CommandInterceptor {
    private static final Field EXTENDING_QUERY = field(AbstractExecuteFilterCmd.class, "extendingQuery");
    private static final Field SAVED_FILTER = field(SaveFilterCmd.class, "filter");

    @Override public <T> T execute(Command<T> command) {
        refuseExpressions(queryIn(command));
        return next.execute(command);
    }

    private static @Nullable Object queryIn(Command<?> command) {
        try {
            if (command instanceof AbstractExecuteFilterCmd) {
                return EXTENDING_QUERY.get(command);
            }
            if (command instanceof SaveFilterCmd && SAVED_FILTER.get(command) instanceof Filter filter) {
                return filter.getQuery();
            }
            return command;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The field was made accessible", e);
        }
    }

    private static void refuseExpressions(@Nullable Object query) {
        if (query instanceof TaskQueryImpl tasks && tasks.getQueries().stream().anyMatch(part -> !part.getExpressions().isEmpty())
            || query instanceof AbstractQuery<?, ?> any && !any.getExpressions().isEmpty()) {
            throw new BadUserRequestException("Expressions are off in queries and filters");
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("This engine is another one than the guard was written for: no " + owner.getSimpleName() + "." + name, e);
        }
    }
}
