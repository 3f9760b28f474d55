package org.mailferry.runbook;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The product as it is delivered: the executable jar in a process of its own, which can be killed. */
final class MailferryNode implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Pattern TOKEN = Pattern.compile("with this token: (\\S+)");

    private final Path jar = Path.of(System.getProperty("mailferry.jar", "target/mailferry.jar"));
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final Path log;
    private final int port = freePort();
    private Process process;

    MailferryNode(Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
        this.environment = environment;
        this.arguments = arguments;
        this.log = folder.resolve("mailferry.log");
        this.process = launch();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Path log() {
        return log;
    }

    /** Runs a command of the same jar as this person and returns what it printed; a failure's text holds it too. */
    String command(String password, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("MAILFERRY_PASSWORD", password);
        Process run = builder.start();
        run.getOutputStream().close();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (run.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + run.exitValue() + ": " + output);
        }
        return output;
    }

    /** {@code kill -9}, nothing is said goodbye to; then the same again. */
    synchronized void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    void awaitHealthy() throws InterruptedException, IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            failIfEnded();
            if (healthy()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        throw new IOException("The node was not healthy after " + START + ":\n" + tail());
    }

    /** Makes the first administrator with the token that the node printed. */
    void makeFirstAdministrator(String user, String password) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(Files.readString(log));
        if (!token.find()) {
            throw new IOException("The node printed no token:\n" + tail());
        }
        String body = Map.of("token", token.group(1), "userId", user, "password", password, "again", password).entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url() + "/setup"))
            .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("The first administrator was not made: " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    private Process launch() throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: this test runs after the package phase (mvn verify)");
        }
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx768m", "-jar", jar.toString(), "--server.port=" + port));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private synchronized void failIfEnded() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("The node ended with " + process.exitValue() + ":\n" + tail());
        }
    }

    private boolean healthy() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url() + "/actuator/health")).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No free port", e);
        }
    }
}
