package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine for the time of the request who is asking, so that its authorizations and its operation log see the user. */
final class EngineIdentityFilter extends OncePerRequestFilter {
    private final IdentityService identityService;

    EngineIdentityFilter(IdentityService identityService) {
        this.identityService = identityService;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            throw new IllegalStateException("The engine is asked by nobody: the chain's order is wrong");
        }
        try {
            identityService.setAuthentication(user.getName(),
                user.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList(), List.of());
            chain.doFilter(request, response);
        } finally {
            identityService.clearAuthentication();
        }
    }
}
