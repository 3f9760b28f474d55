package org.mailferry.process.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths that the container, the engine's Jersey servlets and Spring could read differently: parameters after {@code ;},
 * double slashes, dot segments and encoded separators. Stands before everything else, so that no door is asked about them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StraightPathsOnly extends OncePerRequestFilter {
    private static final Pattern CROOKED = Pattern.compile(";|\\\\|//|/\\.{1,2}(/|$)|%(25|2e|2f|3b|5c|0[0-9a-f]|1[0-9a-f]|7f)|[\\x00-\\x1f\\x7f]",
        Pattern.CASE_INSENSITIVE);

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        if (CROOKED.matcher(request.getRequestURI()).find()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        chain.doFilter(request, response);
    }
}
