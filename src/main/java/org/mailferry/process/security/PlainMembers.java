package org.mailferry.process.security;

import java.util.Set;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.jspecify.annotations.Nullable;

/** Properties and methods of an object, but no way from it to its class and from there to any other class. */
final class PlainMembers extends BeanELResolver {
    private static final Set<String> REFLECTION = Set.of("class", "getClass", "classLoader", "getClassLoader", "forName", "newInstance");

    PlainMembers() {
        super(true);
    }

    @Override public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        refuse(base, property);
        return super.getValue(context, base, property);
    }

    @Override public @Nullable Object invoke(ELContext context, @Nullable Object base, Object method, Class<?> @Nullable [] types,
        Object @Nullable [] arguments) {
        refuse(base, method);
        return super.invoke(context, base, method, types, arguments);
    }

    private static void refuse(@Nullable Object base, @Nullable Object member) {
        boolean reflective = base instanceof Class<?> || base instanceof ClassLoader || base instanceof Runtime || base instanceof Thread
            || base != null && base.getClass().getPackageName().startsWith("java.lang.reflect");
        if (base != null && (reflective || REFLECTION.contains(String.valueOf(member)))) {
            throw new ELException("Expressions may not reach classes: '" + member + "'");
        }
    }
}
