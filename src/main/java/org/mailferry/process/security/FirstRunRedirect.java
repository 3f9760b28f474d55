package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** While nobody can sign in yet, the webapps' pages lead to our set-up page instead of the webapps' own, which is closed. */
final class FirstRunRedirect extends OncePerRequestFilter {
    private final FirstAdministrator firstAdministrator;

    FirstRunRedirect(FirstAdministrator firstAdministrator) {
        this.firstAdministrator = firstAdministrator;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        if (request.getMethod().equals("GET") && request.getRequestURI().startsWith(request.getContextPath() + "/camunda/app/")
            && request.getRequestURI().endsWith("/") && firstAdministrator.isAwaited()) {
            response.sendRedirect(request.getContextPath() + "/setup");
            return;
        }
        chain.doFilter(request, response);
    }
}
