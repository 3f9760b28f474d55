package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes over the login of Tasklist and Cockpit for our own pages, for Spring and for the engine. Starts no session itself. */
final class WebappSessionFilter extends OncePerRequestFilter {
    private final IdentityService identityService;
    private final Duration refresh;

    WebappSessionFilter(IdentityService identityService, Duration refresh) {
        this.identityService = identityService;
        this.refresh = refresh;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        Optional<UserAuthentication> user = Optional.ofNullable(request.getSession(false)).flatMap(this::signedIn);
        if (user.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            tellSpring(user.get());
            identityService.setAuthentication(user.get().getIdentityId(), user.get().getGroupIds(), List.of());
            chain.doFilter(request, response);
        } finally {
            identityService.clearAuthentication();
        }
    }

    private Optional<UserAuthentication> signedIn(HttpSession session) {
        Authentications logins = AuthenticationUtil.getAuthsFromSession(session);
        AuthenticationUtil.updateCache(logins, session, refresh.toMillis());
        return logins.getAuthentications().stream()
            .filter(login -> login.getProcessEngineName().equals(ProcessEngines.NAME_DEFAULT)).findFirst();
    }

    private static void tellSpring(UserAuthentication user) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user.getIdentityId(), null,
            AuthorityUtils.createAuthorityList(user.getGroupIds())));
        SecurityContextHolder.setContext(context);
    }
}
