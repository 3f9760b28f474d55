package org.mailferry.http;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.mailferry.kernel.MigrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

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

    @Autowired public HttpCalls(HttpSettings settings, Clock clock) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout()).readTimeout(settings.readTimeout())
            .writeTimeout(settings.writeTimeout()).callTimeout(settings.callTimeout())
            .followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(false);
        if (settings.trustedCertificates() != null) {
            Authorities.trust(builder, settings.trustedCertificates());
        }
        this.client = builder.build();
        this.settings = settings;
        this.clock = clock;
    }

    private HttpCalls(OkHttpClient client, HttpSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Calls over one connection that nobody else gets, by HTTP/1.1, for logins that prove a connection instead of a request, as NTLM does.
     * For one thread.
     *
     * @param maxAnswer instead of mailferry.http.max-answer
     * @param callTimeout instead of the usual one, for answers of that length
     */
    public HttpCalls apart(DataSize maxAnswer, Duration callTimeout) {
        HttpSettings own = new HttpSettings(settings.connectTimeout(), settings.readTimeout(), settings.writeTimeout(), callTimeout, maxAnswer,
            settings.trustedCertificates());
        return new HttpCalls(client.newBuilder().connectionPool(new ConnectionPool(1, 1, TimeUnit.MINUTES)).protocols(List.of(Protocol.HTTP_1_1))
            .callTimeout(callTimeout).build(), own, clock);
    }

    /**
     * @throws MigrationException {@code TRANSIENT} when the server cannot be reached in time or answers 408 or 5xx, {@code THROTTLED}
     *     on 429, and on 503 with {@code Retry-After} (RFC 9110 §10.2.3), {@code PERMANENT} when its certificate is not trusted or the
     *     answer is too long
     */
    public HttpAnswer send(Request request) {
        String call = name(request);
        return answered(call, request, response -> {
            HttpFailure.of(response.code(), response.header("Retry-After"), clock.instant()).ifPresent(failure -> {
                throw failure.asException(call);
            });
            return new HttpAnswer(response.code(), text(call, response.body()));
        });
    }

    /**
     * As {@link #send}, for protocols that speak in headers and in more statuses: 500, 501, 505 and 507 come back too, and so does an
     * answer that is too long, without its body.
     */
    public HttpReply exchange(Request request) {
        String call = name(request);
        return answered(call, request, response -> {
            String retryAfter = response.header("Retry-After");
            HttpFailure.of(response.code(), retryAfter, clock.instant()).filter(HttpFailure::isPassing).ifPresent(failure -> {
                throw failure.asException(call);
            });
            boolean tooLong = response.body().source().request(settings.maxAnswer().toBytes() + 1);
            Optional<Duration> delay = Optional.ofNullable(retryAfter).flatMap(text -> HttpFailure.delay(text, clock.instant()));
            return new HttpReply(response.code(), response.headers(), tooLong ? new byte[0] : response.body().bytes(), delay,
                response.protocol() != Protocol.HTTP_1_0, tooLong);
        });
    }

    private interface Reading<T> {
        T read(Response response) throws IOException;
    }

    private <T> T answered(String call, Request request, Reading<T> reading) {
        try (Response response = client.newCall(request).execute()) {
            log.debug("{} answered {}", call, response.code());
            return reading.read(response);
        } catch (IOException e) {
            log.debug("{} failed: {}", call, e.getClass().getSimpleName());
            if (distrusted(e)) {
                throw MigrationException.permanent(call + " was not made, because the server's certificate is not trusted: " + e.getMessage()
                    + ". Name its authority in mailferry.http.trusted-certificates and the host as the certificate has it.", e);
            }
            throw MigrationException.transientFailure(call + " had no answer: " + e.getMessage(), e);
        }
    }

    private static String name(Request request) {
        return request.method() + " " + request.url().host() + ":" + request.url().port() + request.url().encodedPath();
    }

    private static boolean distrusted(IOException e) {
        return e instanceof SSLPeerUnverifiedException || e instanceof SSLException && e.getCause() instanceof CertificateException;
    }

    private String text(String call, ResponseBody body) throws IOException {
        if (body.source().request(settings.maxAnswer().toBytes() + 1)) {
            throw MigrationException.permanent(call + " answered more than " + settings.maxAnswer() + " (mailferry.http.max-answer)");
        }
        return body.string();
    }
}
