package org.mailferry.process.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Refuses, at the edge, a query of tasks or a filter in which any key ends in {@code Expression}, at whatever depth. */
final class QueryRequestGuard extends OncePerRequestFilter {
    private static final Set<String> QUERIED = Set.of("task", "filter");
    private static final JsonFactory JSON = new JsonFactory();

    private final DataSize largest;

    QueryRequestGuard(DataSize largest) {
        this.largest = largest;
    }

    @Override protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
        return Collections.disjoint(List.of(path.split("/")), QUERIED);
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(Math.toIntExact(largest.toBytes()) + 1);
        if (body.length > largest.toBytes()) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The query is longer than " + largest);
        } else if (hasExpressionParameter(request) || hasExpressionKey(body)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "Expressions are off in queries and filters");
        } else {
            chain.doFilter(new RereadRequest(request, body), response);
        }
    }

    private static boolean hasExpressionParameter(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && UriComponentsBuilder.newInstance().query(query).build().getQueryParams().keySet().stream()
            .anyMatch(QueryRequestGuard::namesExpression);
    }

    /** What is no JSON is left to the engine, which refuses it. */
    private static boolean hasExpressionKey(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && namesExpression(parser.currentName())) {
                    return true;
                }
            }
        } catch (JacksonException e) {
            return false;
        }
        return false;
    }

    private static boolean namesExpression(String key) {
        return key.endsWith("Expression");
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write("{\"type\":\"InvalidRequestException\",\"message\":\"" + message + "\"}");
    }
}
