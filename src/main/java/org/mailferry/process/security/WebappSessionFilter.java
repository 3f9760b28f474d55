package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes over the login of Tasklist and Cockpit for our own pages. Starts no session itself. */
final class WebappSessionFilter extends OncePerRequestFilter {
    private final Duration refresh;

    WebappSessionFilter(Duration refresh) {
        this.refresh = refresh;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        Optional.ofNullable(request.getSession(false)).flatMap(this::signedIn).ifPresent(WebappSessionFilter::tellSpring);
        chain.doFilter(request, response);
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
