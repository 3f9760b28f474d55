package org.mailferry.realserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** The DavMail gateway as a plain process: CalDAV on one side, EWS on the other. */
public final class DavMail implements AutoCloseable {
    private final ServerFolder home = ServerFolder.create("davmail");
    private final int port = ServerFolder.freePort();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final String authorization;
    private final Process process;

    /** Skips the calling test where DavMail is not installed. */
    public DavMail(String ewsUrl, String login, String password) {
        InstalledServer.require("davmail-server");
        authorization = "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(UTF_8));
        Path settings = home.write("davmail.properties", String.join("\n", "davmail.server=true", "davmail.mode=EWS", "davmail.url=" + ewsUrl,
            "davmail.caldavPort=" + port, "davmail.imapPort=", "davmail.smtpPort=", "davmail.popPort=", "davmail.ldapPort=", "davmail.bindAddress=127.0.0.1",
            "davmail.allowRemote=false", "davmail.enableKeepAlive=false", "davmail.caldavPastDelay=0", "davmail.disableUpdateCheck=true", "davmail.clientSoTimeout=60",
            "davmail.logFilePath=" + home.path().resolve("davmail.log"), "log4j.rootLogger=WARN", "log4j.logger.davmail=DEBUG", ""));
        try {
            process = new ProcessBuilder("/usr/bin/java", "-Xmx128m", "-Duser.home=" + home.path(), "-jar", "/usr/share/davmail/davmail.jar", "-server", settings.toString())
                .redirectErrorStream(true).redirectOutput(home.path().resolve("out.log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitPort();
    }

    /** @param path below the address of the gateway, such as {@code /users/ivanov@corp.test/calendar/} */
    public HttpResponse<String> call(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(60))
            .header("Authorization", authorization).method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String log() {
        Path file = home.path().resolve("davmail.log");
        return home.read("out.log") + (Files.exists(file) ? home.read("davmail.log") : "");
    }

    private void awaitPort() {
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        String log = log();
        close();
        throw new IllegalStateException("DavMail does not answer: " + log);
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly()).join();
        process.onExit().join();
        home.remove();
    }
}
