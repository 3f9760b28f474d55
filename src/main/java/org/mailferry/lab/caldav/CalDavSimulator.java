package org.mailferry.lab.caldav;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailferry.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A calendar server on a loopback port. What it would tell attendees it counts, and hands to who follows it. */
public final class CalDavSimulator implements AutoCloseable {
    static {
        // Else every answer on a kept connection waits for a delayed acknowledgement; read once, when the first server of the JVM is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(CalDavSimulator.class);
    private static final String ALLOWED = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, MKCOL, MKCALENDAR, REPORT";

    private final Map<String, DavUser> users = new ConcurrentHashMap<>();
    private final List<CalDavCall> calls = new CopyOnWriteArrayList<>();
    private final List<SchedulingMessage> messages = new CopyOnWriteArrayList<>();
    private final Scheduling scheduling = new Scheduling(this::tell);
    private final CalendarWrites writes = new CalendarWrites(scheduling);
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "lab-caldav");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Consumer<SchedulingMessage> follower = message -> {};

    private CalDavSimulator(HttpServer server) {
        this.server = server;
    }

    /** On a free loopback port. */
    public static CalDavSimulator start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            CalDavSimulator simulator = new CalDavSimulator(server);
            server.setExecutor(simulator.workers);
            server.createContext("/", simulator::handle);
            server.start();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException("The CalDAV simulator could not listen", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Makes a person's calendar home, empty; an existing one gets this password and is open again. */
    public synchronized void account(String address, Secret password) {
        DavUser user = users.computeIfAbsent(address, login -> new DavUser(login, address, password));
        user.password = password;
        user.blocked = false;
    }

    /** Keeps the person out until {@link #account} is called again. */
    public synchronized void block(String address) {
        Optional.ofNullable(users.get(address)).ifPresent(user -> user.blocked = true);
    }

    /** A server that obeys no {@code SCHEDULE-AGENT}. */
    public void invitesRegardless(boolean on) {
        scheduling.deaf(on);
    }

    /** Is told of every message to an attendee or organiser after it was counted. */
    public void follow(Consumer<SchedulingMessage> newFollower) {
        follower = newFollower;
    }

    /** Every message that the server had for somebody; nothing is in it as long as nobody was told anything. */
    public List<SchedulingMessage> messages() {
        return List.copyOf(messages);
    }

    /** Every request since the start, oldest first. */
    public List<CalDavCall> calls() {
        return List.copyOf(calls);
    }

    /** The items that a person has, by calendar name; the text as it was stored. */
    public synchronized Map<String, List<String>> items(String address) {
        DavUser user = Optional.ofNullable(users.get(address)).orElseThrow(() -> new IllegalArgumentException("Nobody here is called " + address));
        return user.calendars.values().stream().collect(Collectors.toMap(calendar -> calendar.properties.getOrDefault(DavProperties.DISPLAY_NAME, calendar.name),
            calendar -> calendar.items.values().stream().map(item -> new String(item.bytes(), StandardCharsets.UTF_8)).toList(),
            (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream()).toList()));
    }

    @Override public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void tell(SchedulingMessage message) {
        messages.add(message);
        follower.accept(message);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            DavRequest request = DavRequest.of(exchange);
            Optional<DavUser> user = user(request);
            DavAnswer answer = answer(request, user);
            calls.add(new CalDavCall(request.method(), request.path(), user.map(found -> found.login).orElse(""), answer.status()));
            answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean bare = answer.body().length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
            if (!bare) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private synchronized DavAnswer answer(DavRequest request, Optional<DavUser> user) {
        try {
            if (request.path().equals("/.well-known/caldav")) {
                return DavAnswer.status(301).with("Location", "/");
            }
            if (user.isEmpty()) {
                return DavAnswer.status(401).with("WWW-Authenticate", "Basic realm=\"calendars\", charset=\"UTF-8\"");
            }
            return route(request, user.get());
        } catch (DavError e) {
            return e.answer();
        } catch (RuntimeException e) {
            LOG.warn("A request could not be answered", e);
            return DavAnswer.status(500);
        }
    }

    private Optional<DavUser> user(DavRequest request) {
        return request.header("Authorization").filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6)).flatMap(header -> {
            String[] pair = decoded(header.substring(6).strip()).split(":", 2);
            return Optional.ofNullable(users.get(pair[0])).filter(user -> pair.length == 2 && !user.blocked && user.password.reveal().equals(pair[1]));
        });
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private DavAnswer route(DavRequest request, DavUser user) {
        if (request.segments().size() > 1 && !request.segments().get(1).equals(user.login)) {
            throw DavError.condition(403, DavXml.d("need-privileges"));
        }
        return switch (request.method()) {
            case "OPTIONS" -> DavAnswer.status(200).with("DAV", "1, 3, access-control, calendar-access, extended-mkcol").with("Allow", ALLOWED);
            case "MKCALENDAR", "MKCOL" -> writes.make(request, user);
            case "PUT" -> writes.put(request, user);
            case "PROPFIND", "PROPPATCH", "REPORT", "GET", "HEAD", "DELETE" -> existing(request, user);
            default -> DavAnswer.status(405).with("Allow", ALLOWED);
        };
    }

    private DavAnswer existing(DavRequest request, DavUser user) {
        DavResource resource = DavResource.find(user, request.segments()).orElseThrow(() -> DavError.status(request.header("If-Match").isPresent() ? 412 : 404));
        return switch (request.method()) {
            case "PROPFIND" -> find(request, resource);
            case "PROPPATCH" -> new PropertyUpdate(request.xml()).patch(resource);
            case "REPORT" -> DavReports.answer(request, resource);
            case "DELETE" -> writes.delete(request, resource);
            default -> writes.get(request, resource);
        };
    }

    /** RFC 4918 §9.1: no body means all properties. */
    private static DavAnswer find(DavRequest request, DavResource resource) {
        int depth = request.depth(Integer.MAX_VALUE);
        if (depth == Integer.MAX_VALUE) {
            throw DavError.condition(403, DavXml.d("propfind-finite-depth"));
        }
        var wanted = DavXml.parse(request.body().length > 0 ? request.body() : "<propfind xmlns=\"DAV:\"><allprop/></propfind>".getBytes(StandardCharsets.UTF_8));
        return DavAnswer.multistatus(resource.within(depth).map(each -> DavProperties.response(each, wanted)).collect(Collectors.joining()));
    }
}
