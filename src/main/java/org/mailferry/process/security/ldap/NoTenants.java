package org.mailferry.process.security.ldap;

import java.util.List;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** One company, no tenants. */
final class NoTenants extends TenantQueryImpl {
    NoTenants(@Nullable CommandExecutor commands) {
        super(commands);
    }

    @Override public long executeCount(CommandContext context) {
        return 0;
    }

    @Override public List<Tenant> executeList(CommandContext context, @Nullable Page page) {
        return List.of();
    }
}
