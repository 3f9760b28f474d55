package org.mailferry.http;

import java.io.IOException;
import java.time.Clock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.mailferry.kernel.MigrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a request and says what became of it. Answers that a caller may act on come back; a server that is unreachable, busy or
 * broken is a {@link MigrationException} of the right kind. It never repeats a call and never follows a redirect, because a
 * request that carries a token belongs to the one server it was written for. The log shows method, path and status only.
 */
@Component
public final class HttpCalls {
    private static final Logger log = LoggerFactory.getLogger(HttpCalls.class);

    private final OkHttpClient client;
    private final HttpSettings settings;
    private final Clock clock;

    public HttpCalls(HttpSettings settings, Clock clock) {
        this.client = new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout()).readTimeout(settings.readTimeout())
            .writeTimeout(settings.writeTimeout()).callTimeout(settings.callTimeout())
            .followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(false)
            .build();
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @throws MigrationException {@code TRANSIENT} when the server cannot be reached in time or answers 408 or 5xx, {@code THROTTLED}
     *     on 429, and on 503 with {@code Retry-After} (RFC 9110 §10.2.3), {@code PERMANENT} when the answer is too long
     */
    public HttpAnswer send(Request request) {
        String call = request.method() + " " + request.url().host() + ":" + request.url().port() + request.url().encodedPath();
        try (Response response = client.newCall(request).execute()) {
            log.debug("{} answered {}", call, response.code());
            HttpFailure.of(response.code(), response.header("Retry-After"), clock.instant()).ifPresent(failure -> {
                throw failure.asException(call);
            });
            return new HttpAnswer(response.code(), text(call, response.body()));
        } catch (IOException e) {
            log.debug("{} failed: {}", call, e.getClass().getSimpleName());
            throw MigrationException.transientFailure(call + " had no answer: " + e.getMessage(), e);
        }
    }

    private String text(String call, ResponseBody body) throws IOException {
        if (body.source().request(settings.maxAnswer().toBytes() + 1)) {
            throw MigrationException.permanent(call + " answered more than " + settings.maxAnswer() + " (mailferry.http.max-answer)");
        }
        return body.string();
    }
}
