package org.mailferry.process.security;

import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.engine.test.mock.MockElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of the processes: they see variables and the runbook's beans, and work only inside a process. A query evaluates its
 * expressions outside of any process, that is with no variable scope, and it is the only one to do so; here it is refused, by
 * whatever way the query came in (CVE-2026-109432).
 */
final class RunbookExpressions extends JuelExpressionManager {
    RunbookExpressions(Map<Object, Object> beans) {
        super(beans);
    }

    @Override public Expression createExpression(String text) {
        return new InProcessOnly(createValueExpression(text), this, text);
    }

    @Override protected ELResolver createElResolver() {
        CompositeELResolver resolvers = new CompositeELResolver();
        resolvers.add(new VariableScopeElResolver());
        resolvers.add(new VariableContextElResolver());
        resolvers.add(new MockElResolver());
        resolvers.add(new ReadOnlyMapELResolver(beans));
        resolvers.add(new ArrayELResolver());
        resolvers.add(new ListELResolver());
        resolvers.add(new MapELResolver());
        resolvers.add(new PlainMembers());
        return resolvers;
    }

    private static final class InProcessOnly extends JuelExpression {
        InProcessOnly(ValueExpression value, JuelExpressionManager manager, String text) {
            super(value, manager, text);
        }

        @Override public Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution execution) {
            if (scope == null) {
                throw new BadUserRequestException("Expressions are off in queries and filters");
            }
            return super.getValue(scope, execution);
        }
    }
}
