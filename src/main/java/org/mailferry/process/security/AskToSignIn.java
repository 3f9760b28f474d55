package org.mailferry.process.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers 401; a browser gets the way to the login with it. No header that would make the browser ask for a password by itself. */
final class AskToSignIn implements AuthenticationEntryPoint {
    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Sign in</title><link rel="stylesheet" href="/dashboard/dashboard.css"></head>
        <body><main><h1>Please sign in</h1><p>This page is for people who are signed in.
        Sign in to <a href="/camunda/app/tasklist/default/">Tasklist</a> or, as an auditor, to
        <a href="/camunda/app/cockpit/default/">Cockpit</a>, then come back here.</p></main></body>
        </html>
        """;

    @Override public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        if (Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("").contains(MediaType.TEXT_HTML_VALUE)) {
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().write(PAGE);
        }
    }
}
