package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine for the time of the request who is asking, so that its authorizations and its operation log see the user. Without
 * a login that is a user who has nothing granted: an engine that is asked by nobody would check nothing.
 */
final class EngineIdentityFilter extends OncePerRequestFilter {
    private static final String NOBODY = "anonymous";

    private final IdentityService identityService;

    EngineIdentityFilter(IdentityService identityService) {
        this.identityService = identityService;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        try {
            identityService.setAuthentication(user == null ? NOBODY : user.getName(), groupsOf(user), List.of());
            chain.doFilter(request, response);
        } finally {
            identityService.clearAuthentication();
        }
    }

    private static List<String> groupsOf(@Nullable Authentication user) {
        return user == null || user instanceof AnonymousAuthenticationToken ? List.of()
            : user.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
    }
}
