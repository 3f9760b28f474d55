package org.mailferry.calendarsync.caldav;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what it was told to say, once each and the last for ever, and writes down what it heard. Anything else is 404. */
final class ScriptedDavServer implements AutoCloseable {
    static final String HOME = "/home/";
    static final String CALENDAR = "/home/work/";

    /** What came in. */
    record Heard(String line, Map<String, String> headers, String body) {}

    /** What goes out. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        Answer with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final Map<String, Deque<Answer>> script = new HashMap<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    ScriptedDavServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    static Answer status(int status) {
        return answer(status, "");
    }

    static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer multistatus(String content) {
        return answer(207, "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">" + content + "</D:multistatus>");
    }

    /** One response with properties that were found. */
    static String found(String href, String properties) {
        return "<D:response><D:href>" + href + "</D:href><D:propstat><D:prop>" + properties + "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
            + "</D:response>";
    }

    static String item(String href, String tag) {
        return found(href, "<D:getetag>" + tag + "</D:getetag>");
    }

    static String gone(String href, int status) {
        return "<D:response><D:href>" + href + "</D:href><D:status>HTTP/1.1 " + status + " x</D:status></D:response>";
    }

    /** A server whose root leads straight to {@link #HOME}. */
    ScriptedDavServer withHome() {
        return on("PROPFIND /.well-known/caldav", multistatus(found("/", "<C:calendar-home-set><D:href>" + HOME + "</D:href></C:calendar-home-set>")));
    }

    ScriptedDavServer on(String line, Answer... answers) {
        script.put(line, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    List<Heard> heard() {
        return heard;
    }

    List<String> lines() {
        return heard.stream().map(Heard::line).toList();
    }

    Heard last() {
        return heard.get(heard.size() - 1);
    }

    void forget() {
        heard.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), String.join(",", values)));
        heard.add(new Heard(line, headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer = next(line);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private synchronized Answer next(String line) {
        Deque<Answer> answers = script.getOrDefault(line, new ArrayDeque<>(List.of(status(404))));
        return answers.size() > 1 ? answers.poll() : answers.peek();
    }

    @Override public void close() {
        server.stop(0);
    }
}
