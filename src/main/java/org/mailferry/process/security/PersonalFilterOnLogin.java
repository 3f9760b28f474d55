package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.web.filter.OncePerRequestFilter;

/** After a login to the webapps: the person's "My tasks" is there, also for a person of the directory whom we never met before. */
final class PersonalFilterOnLogin extends OncePerRequestFilter {
    private final ProcessEngineConfigurationImpl engine;
    private final TaskFilters taskFilters;

    PersonalFilterOnLogin(ProcessEngine engine, TaskFilters taskFilters) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.taskFilters = taskFilters;
    }

    @Override protected boolean shouldNotFilter(HttpServletRequest request) {
        return !(request.getMethod().equals("POST") && request.getRequestURI().contains("/api/admin/auth/user/")
            && request.getRequestURI().contains("/login/"));
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        chain.doFilter(request, response);
        HttpSession session = request.getSession(false);
        if (response.getStatus() == HttpServletResponse.SC_OK && session != null) {
            AuthenticationUtil.getAuthsFromSession(session).getAuthentications()
                .forEach(login -> ensurePersonalFilter(login.getIdentityId()));
        }
    }

    /** One person signing in twice at once must not get the filter twice: the lock holds across nodes, and on H2, where it does nothing, there is one. */
    private synchronized void ensurePersonalFilter(String userId) {
        engine.getCommandExecutorTxRequired().execute(command -> {
            command.getPropertyManager().acquireExclusiveLock();
            command.runWithoutAuthorization(() -> {
                taskFilters.ensurePersonal(userId);
                return null;
            });
            return null;
        });
    }
}
