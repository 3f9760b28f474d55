package org.mailferry.lab.ews;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchange Web Services of one server, at {@code /EWS/Exchange.asmx} in any case. It sends no mail: it counts what would have been sent. */
public final class EwsSimulator implements AutoCloseable {
    static {
        // Else every answer on a kept connection waits for a delayed acknowledgement; read once, when the first server of the JVM is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String PATH = "/ews/exchange.asmx";
    private static final Logger LOG = LoggerFactory.getLogger(EwsSimulator.class);
    private final EwsStore store;
    private final EwsLogins logins = new EwsLogins();
    private final EwsFaults faults = new EwsFaults();
    private final Queue<EwsCall> calls = new ConcurrentLinkedQueue<>();
    private final List<EwsInvitation> invitations = new CopyOnWriteArrayList<>();
    private final EwsApi api;
    private final EwsAuthentication authentication;
    private final ExecutorService workers = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "lab-ews");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable HttpServer server;

    public EwsSimulator(Clock clock) {
        store = new EwsStore(clock);
        api = new EwsApi(store, logins, invitations::add);
        authentication = new EwsAuthentication(logins);
    }

    /** On a free loopback port. */
    public EwsSimulator start() {
        return start(0);
    }

    public EwsSimulator start(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The EWS simulator could not listen on port " + port, e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + java.util.Objects.requireNonNull(server, "not started").getAddress().getPort() + "/EWS/Exchange.asmx";
    }

    public EwsMailbox addMailbox(String address, String displayName) {
        return store.add(address, displayName);
    }

    /** @throws IllegalArgumentException when there is none */
    public EwsMailbox mailbox(String address) {
        return store.mailbox(address).orElseThrow(() -> new IllegalArgumentException("There is no mailbox " + address));
    }

    /** A person's login, for the own mailbox only. @param name for NTLM, {@code DOMAIN\name} logs in too */
    public EwsSimulator addLogin(String name, Secret password, String mailbox) {
        logins.add(name, password, mailbox, false);
        return this;
    }

    /** A service's login, which has no mailbox and may act for everybody. */
    public EwsSimulator addImpersonatingLogin(String name, Secret password) {
        logins.add(name, password, "", true);
        return this;
    }

    /** From now on only NTLM is offered, which is how Exchange is installed. */
    public EwsSimulator ntlmOnly() {
        authentication.ntlmOnly();
        return this;
    }

    public EwsFaults faults() {
        return faults;
    }

    public EwsQuirks quirks() {
        return store.quirks;
    }

    /** Every request with a login since the start, oldest first. */
    public List<EwsCall> calls() {
        return List.copyOf(calls);
    }

    public long calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).count();
    }

    /** Every request that would have sent mail to somebody; nothing is in it as long as nobody was told anything. */
    public List<EwsInvitation> invitations() {
        return List.copyOf(invitations);
    }

    /** From now on no sync state of the past is understood, as after a mailbox was moved. */
    public void forgetSyncStates() {
        synchronized (store) {
            store.epoch++;
        }
    }

    @Override public void close() {
        if (server != null) {
            server.stop(0);
        }
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (!exchange.getRequestURI().getPath().toLowerCase(Locale.ROOT).equals(PATH)) {
                page(exchange, 404);
                return;
            }
            Optional<String> login = authentication.login(exchange);
            if (login.isEmpty()) {
                page(exchange, 401);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                page(exchange, 405);
            } else {
                answer(exchange, login.get(), body);
            }
        }
    }

    private void answer(HttpExchange exchange, String login, byte[] body) throws IOException {
        Node answer;
        Optional<EwsFault> fault = Optional.empty();
        int status = 200;
        try {
            Node envelope = NodeReader.read(body);
            Node request = EwsApi.request(envelope);
            calls.add(new EwsCall(request.localName(), login, EwsApi.impersonated(envelope).orElse(logins.mailbox(login)), targets(request), body.length));
            fault = faults.of(request.localName());
            if (fault.isPresent() && fault.get().kind == EwsFault.Kind.HTTP) {
                page(exchange, fault.get().status);
                return;
            }
            answer = fault.flatMap(each -> EwsFaulty.instead(each, request)).orElseGet(() -> api.answer(login, envelope));
        } catch (EwsError e) {
            answer = e.envelope();
            status = 500;
        } catch (RuntimeException e) {
            LOG.warn("A request could not be answered", e);
            answer = EwsError.fault("ErrorInternalServerError", "An internal server error occurred. The operation failed.").envelope();
            status = 500;
        }
        if (fault.isPresent() && fault.get().kind == EwsFault.Kind.LOST) {
            return; // closing without an answer: it was carried out, the caller cannot know
        }
        byte[] bytes = EwsFaulty.spoilt(fault, NodeWriter.write(answer)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        boolean cut = fault.isPresent() && fault.get().kind == EwsFault.Kind.CUT;
        exchange.getResponseBody().write(bytes, 0, cut ? bytes.length / 2 : bytes.length);
    }

    private static int targets(Node request) {
        return List.of("m:ItemIds", "m:ItemChanges", "m:Items", "m:FolderIds", "m:ParentFolderIds", "m:AttachmentIds").stream()
            .flatMap(name -> request.find(name).stream()).mapToInt(list -> list.children().size()).findFirst().orElse(1);
    }

    private static void page(HttpExchange exchange, int status) throws IOException {
        byte[] page = ("<html><body><h1>" + status + "</h1></body></html>").getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }
}
