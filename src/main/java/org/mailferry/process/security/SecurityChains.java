package org.mailferry.process.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import java.util.Arrays;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.mailferry.process.Role;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Four doors, each with its own login; what has no door here is closed. Paths are matched by {@link PathPatternRequestMatcher},
 * because the string form matches only Spring MVC's servlet and would leave the engine's Jersey servlets to the next chain.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityChains {
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final IdentityService identityService;
    private final SecuritySettings settings;

    private final ProcessEngine engine;

    SecurityChains(ProcessEngine engine, SecuritySettings settings) {
        this.engine = engine;
        this.identityService = engine.getIdentityService();
        this.settings = settings;
    }

    /** The engine's REST API: a password with every request, nothing remembered. */
    @Bean @Order(1) SecurityFilterChain restDoor(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher(path("/engine-rest/**")))
            .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
            .addFilterAfter(new EngineIdentityFilter(identityService), AuthorizationFilter.class)
            .addFilterAfter(new QueryRequestGuard(settings.largestQuery()), EngineIdentityFilter.class)
            .build();
    }

    /** Health is for load balancers; the rest is for those who run the tool. */
    @Bean @Order(2) SecurityFilterChain operationsDoor(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher(path("/actuator/**")))
            .authorizeHttpRequests(requests -> requests
                .requestMatchers(path(GET, "/actuator/health/**")).permitAll()
                .requestMatchers(path(GET, "/actuator/**"))
                .hasAnyAuthority(Role.ADMINISTRATORS.groupId(), Role.AUDITORS.groupId())
                .anyRequest().denyAll())
            .build();
    }

    /** Tasklist, Cockpit and Admin bring their own login, session, CSRF protection and headers; their first-run set-up is never open. */
    @Bean @Order(3) SecurityFilterChain webappsDoor(HttpSecurity http, FirstAdministrator firstAdministrator, TaskFilters taskFilters) throws Exception {
        return http.securityMatchers(doors -> doors.requestMatchers(path("/camunda/**"), path("/camunda-welcome/**")))
            .csrf(AbstractHttpConfigurer::disable).headers(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
            .authorizeHttpRequests(requests -> requests
                .requestMatchers(path("/camunda/api/admin/setup/**"), path("/camunda/app/admin/*/setup/**")).denyAll()
                .anyRequest().permitAll())
            .addFilterAfter(new FirstRunRedirect(firstAdministrator), AuthorizationFilter.class)
            .addFilterAfter(new QueryRequestGuard(settings.largestQuery()), FirstRunRedirect.class)
            .addFilterAfter(new PersonalFilterOnLogin(engine, taskFilters), QueryRequestGuard.class)
            .build();
    }

    /** Our own pages know who is signed in to the webapps. Without a login there is the bare first page and nothing on it. */
    @Bean @Order(4) SecurityFilterChain pagesDoor(HttpSecurity http) throws Exception {
        return http
            // The session cookie is SameSite=Lax, and a form of another site cannot send the header asked for below.
            .csrf(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
            .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)))
            .exceptionHandling(refusals -> refusals.authenticationEntryPoint(new AskToSignIn()))
            // For scripts that fetch a report. The entry point is the one above: no browser asks for a password by itself.
            .httpBasic(basic -> basic.authenticationEntryPoint(new AskToSignIn()))
            .addFilterBefore(new WebappSessionFilter(settings.sessionRefresh()), AnonymousAuthenticationFilter.class)
            .authorizeHttpRequests(requests -> requests
                .requestMatchers(path(GET, "/"), path(GET, "/index.html"), path(GET, "/dashboard/**"), path(GET, "/favicon.ico"),
                    path("/error"), path(GET, "/setup"), path(POST, "/setup")).permitAll()
                // Names of folders, and the codes by which differences are accepted: for those who repair, agree to and examine them.
                .requestMatchers(path(GET, "/report/*/differences/**"), path(HEAD, "/report/*/differences/**"),
                    path(GET, "/report/*/checks"), path(HEAD, "/report/*/checks"))
                .hasAnyAuthority(Role.OPERATORS.groupId(), Role.CHANGE_MANAGERS.groupId(), Role.AUDITORS.groupId())
                .requestMatchers(path(GET, "/report/**"), path(HEAD, "/report/**"), path(GET, "/plan/**"))
                .hasAnyAuthority(anyRole())
                // These exist in the lab only, which listens on loopback and tells everybody its passwords.
                .requestMatchers(path(GET, "/lab/**")).permitAll()
                .requestMatchers(request -> path(POST, "/lab/**").matches(request) && request.getHeader("X-Requested-With") != null).permitAll()
                .anyRequest().denyAll())
            .addFilterAfter(new EngineIdentityFilter(identityService), AuthorizationFilter.class)
            .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .httpBasic(basic -> basic.realmName("Mailferry"));
    }

    private static String[] anyRole() {
        return Arrays.stream(Role.values()).map(Role::groupId).toArray(String[]::new);
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
