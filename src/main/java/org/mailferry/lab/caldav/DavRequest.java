package org.mailferry.lab.caldav;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A request with its path taken apart.
 *
 * @param segments decoded
 */
record DavRequest(String method, String path, List<String> segments, HttpExchange exchange, byte[] body) {
    private static final int MOST_BYTES = 10_000_000;

    static DavRequest of(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        return new DavRequest(exchange.getRequestMethod(), path, segments(path), exchange, exchange.getRequestBody().readNBytes(MOST_BYTES + 1));
    }

    static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.split("/")).filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)).toList();
    }

    boolean tooLong() {
        return body.length > MOST_BYTES;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    boolean says(String header, String value) {
        return header(header).filter(given -> given.strip().equalsIgnoreCase(value)).isPresent();
    }

    /** @param usual what a request without the header means */
    int depth(int usual) {
        String depth = header("Depth").orElse(String.valueOf(usual)).strip();
        if (depth.equalsIgnoreCase("infinity")) {
            return Integer.MAX_VALUE;
        }
        if (!depth.matches("[01]")) {
            throw DavError.status(400);
        }
        return Integer.parseInt(depth);
    }

    Element xml() {
        return DavXml.parse(body);
    }
}
