package org.mailferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.springframework.util.unit.DataSize;

class HttpCallsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);
    private final HttpCalls calls = new HttpCalls(new HttpSettings(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(2),
        Duration.ofSeconds(2), DataSize.ofKilobytes(2), null), NOON);
    private HttpServer server;

    @BeforeEach void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach void stop() {
        server.stop(0);
    }

    @Test void anAnswerTheCallerMayActOnComesBack() {
        answer(409, "taken", null);
        assertThat(calls.send(get())).isEqualTo(new HttpAnswer(409, "taken"));
    }

    @Test void aRedirectIsAnAnswerAndIsNotFollowed() {
        answer(302, "", null);
        assertThat(calls.send(get()).status()).isEqualTo(302);
    }

    @Test void aBrokenServerIsTransient() {
        answer(500, "Internal server error", null);
        MigrationException failure = failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure).hasMessageContaining("answered 500");
    }

    @Test void tooManyRequestsCarriesTheDelayAskedFor() {
        answer(429, "", "7");
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test void aDelayMayBeADate() {
        answer(503, "", "Mon, 2 Mar 2026 12:01:30 GMT");
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(90));
    }

    @Test void anAbsurdDelayIsCutToAnHour() {
        answer(429, "", "999999999");
        assertThat(failure().retryAfter()).contains(Duration.ofHours(1));
    }

    @Test void anUnavailableServerThatNamesNoDelayIsTransient() {
        answer(503, "", "soon");
        assertThat(failure().kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test void aSilentServerIsTransientAfterTheReadTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Request request = new Request.Builder().url("http://127.0.0.1:" + silent.getLocalPort() + "/x").build();
            MigrationException failure = catchThrowableOfType(MigrationException.class, () -> calls.send(request));
            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test void anEndlessAnswerIsCutOff() {
        answer(200, "x".repeat(4_000), null);
        MigrationException failure = failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(failure).hasMessageContaining("mailferry.http.max-answer");
    }

    @Test void anExchangeGivesHeadersAndStatusesThatConcernOneRequest() {
        answer(507, "full", "7");
        HttpReply reply = calls.exchange(get());
        assertThat(reply.status()).isEqualTo(507);
        assertThat(reply.body()).asString(StandardCharsets.UTF_8).isEqualTo("full");
        assertThat(reply.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(reply.lasting()).isTrue();
    }

    @Test void anExchangeThroughABrokenGatewayIsTransient() {
        answer(502, "", null);
        assertThat(catchThrowableOfType(MigrationException.class, () -> calls.exchange(get())).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test void anExchangeSaysThatAnAnswerIsTooLong() {
        answer(200, "x".repeat(4_000), null);
        assertThat(calls.exchange(get()).tooLong()).isTrue();
    }

    @Test void anExchangeWithABusyServerFailsAsACallDoes() {
        answer(429, "", "7");
        assertThat(catchThrowableOfType(MigrationException.class, () -> calls.exchange(get())).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test void queryAndHeadersStayOutOfLogAndErrorText() {
        try (LoggedLines log = new LoggedLines()) {
            answer(500, "", null);
            assertThat(failure()).hasMessageNotContaining("canary");
            assertThat(log.text()).contains("/v2/users answered 500").doesNotContain("canary");
        }
    }

    private MigrationException failure() {
        return catchThrowableOfType(MigrationException.class, () -> calls.send(get()));
    }

    private Request get() {
        return new Request.Builder().url("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/users?search=canary")
            .header("Authorization", "Bearer canary").build();
    }

    private void answer(int status, String body, String retryAfter) {
        server.createContext("/", exchange -> {
            try (exchange) {
                if (retryAfter != null) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                if (status == 302) {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}
