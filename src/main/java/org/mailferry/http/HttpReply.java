package org.mailferry.http;

import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;

/**
 * What a server answered, headers and bytes included; of the statuses that say "not now", {@link HttpCalls#exchange} leaves 423, 500,
 * 501, 505 and 507 to the caller.
 *
 * @param body empty when it is {@code tooLong}
 * @param retryAfter the delay asked for by {@code Retry-After}, at most an hour
 * @param lasting the connection may serve another request; HTTP/1.0 servers close it without a word, and OkHttp would use it again
 * @param tooLong the body is longer than mailferry.http.max-answer and was not read
 */
public record HttpReply(int status, Headers headers, byte[] body, Optional<Duration> retryAfter, boolean lasting, boolean tooLong) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
