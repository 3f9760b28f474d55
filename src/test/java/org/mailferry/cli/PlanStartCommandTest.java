package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStartCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{\"id\":\"4711\"}";
    private Path password;

    @BeforeEach void serve() throws IOException {
        password = Files.writeString(folder.resolve("password"), "canary-7f3a\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach void stop() {
        server.stop(0);
    }

    @Test void migrationIsStartedWithThePlansNameAsTheUser() {
        assertThat(start("spring")).isZero();
        String login = Base64.getEncoder().encodeToString("olga:canary-7f3a".getBytes(StandardCharsets.UTF_8));
        assertThat(requests).singleElement().asString().startsWith("POST /engine-rest/process-definition/key/mail-migration/submit-form Basic " + login)
            .contains("\"planName\":{").contains("\"value\":\"spring\"").contains("\"businessKey\":\"spring\"");
        assertThat(out.toString()).contains("as instance 4711").contains("/camunda/app/tasklist/");
        assertThat(out + "" + err).doesNotContain("canary-7f3a");
    }

    @Test void eachRefusalSaysWhatToDo() {
        assertThat(refusedWith(401, "")).contains("'olga' or the password is wrong");
        assertThat(refusedWith(403, "{\"message\":\"long and technical\"}")).contains("group operators").doesNotContain("technical");
        assertThat(refusedWith(404, "<html>")).contains("is the address right?");
        assertThat(refusedWith(500, "{\"message\":\"planName is empty\"}")).contains("status 500: planName is empty");
        assertThat(refusedWith(502, "<html>")).contains("status 502");
        assertThat(refusedWith(200, "<html>")).contains("not as Mailferry does");
    }

    @Test void silentServerIsNamed() {
        server.stop(0);
        assertThat(start("spring")).isEqualTo(1);
        assertThat(err.toString()).contains("No Mailferry answers at http://127.0.0.1:");
    }

    @Test void passwordNeverTravelsInTheClear() {
        assertThat(run("plan", "start", "spring", "--server", "http://192.0.2.7:8080", "--user", "olga", "--password-ref", "file:" + password)).isEqualTo(2);
        assertThat(err.toString()).contains("in the clear: use https://");
    }

    @Test void wrongArgumentsAreRefusedBeforeAnythingIsSent() {
        assertThat(start("Our Plan")).isEqualTo(2);
        assertThat(run("plan", "start", "spring")).as("no user").isEqualTo(2);
        assertThat(run("plan", "start", "spring", "--user", "olga", "--password-ref", "canary-7f3a")).isEqualTo(2);
        assertThat(run("plan", "start", "spring", "--user", "olga", "--password-ref", "file:" + folder.resolve("none"))).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("canary-7f3a");
        assertThat(requests).isEmpty();
    }

    private String refusedWith(int code, String body) {
        status = code;
        answer = body;
        err.getBuffer().setLength(0);
        assertThat(start("spring")).isEqualTo(1);
        return err.toString();
    }

    private int start(String plan) {
        return run("plan", "start", plan, "--server", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "--user", "olga",
            "--password-ref", "file:" + password);
    }

    private int run(String... arguments) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
