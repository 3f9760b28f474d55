package org.mailferry.lab.pbm;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it arrived.
 *
 * @param path decoded segments after {@code /v2}
 * @param fields the form's or the query's parameters; the body of a JSON Patch is in {@code body}
 */
public record PbmCall(String method, List<String> path, Map<String, String> fields, String body, Optional<String> bearer, String source,
                      String contentType, boolean webAdminSolo) {
    static PbmCall of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        Map<String, String> fields = parameters(exchange.getRequestURI().getRawQuery());
        if (type.startsWith("application/x-www-form-urlencoded")) {
            fields.putAll(parameters(body));
        }
        List<String> path = Arrays.stream(exchange.getRequestURI().getRawPath().split("/")).filter(part -> !part.isEmpty())
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)).toList();
        Optional<String> bearer = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
            .filter(value -> value.startsWith("Bearer ")).map(value -> value.substring("Bearer ".length()));
        return new PbmCall(exchange.getRequestMethod(), path.subList(Math.min(1, path.size()), path.size()), fields, body, bearer,
            exchange.getRemoteAddress().getAddress().getHostAddress(), type,
            "webAdminSolo".equals(exchange.getRequestHeaders().getFirst("isAdmin")));
    }

    /** {@code PUT users}: method and first segment, enough to count by. */
    public String kind() {
        return method + " " + (path.isEmpty() ? "" : path.get(0));
    }

    /** The same call under another path. */
    PbmCall at(String... segments) {
        return new PbmCall(method, List.of(segments), fields, body, bearer, source, contentType, webAdminSolo);
    }

    boolean is(String expectedMethod, String collection, int segments) {
        return method.equals(expectedMethod) && path.size() == segments && path.get(0).equals(collection);
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String encoded) {
        Map<String, String> result = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return result;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            result.put(URLDecoder.decode(name, StandardCharsets.UTF_8),
                equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return result;
    }
}
