package org.mailferry.lab.pbm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.mailferry.kernel.Secret;

/** PBM on a loopback port. See the package for what the guide leaves open. */
public final class PbmSimulator implements AutoCloseable {
    /**
     * @param creator the super administrator's login, {@code creator@domain}
     * @param tenants tenant id to domain
     */
    public record Settings(String creator, Secret creatorPassword, Map<String, String> tenants, Duration accessLifetime,
                           Duration refreshLifetime, int maxAttempts, Duration penalty, boolean alternateAddressRequired) {
        public Settings {
            tenants = Map.copyOf(tenants);
        }

        /** A tenant {@code default} for the domain, tokens of an hour, and five wrong passwords until the source is blocked for ten minutes. */
        public static Settings of(String domain, Secret creatorPassword) {
            return new Settings("creator@" + domain, creatorPassword, Map.of("default", domain), Duration.ofHours(1),
                Duration.ofSeconds(360_000), 5, Duration.ofMinutes(10), true);
        }

        public Settings optionalAlternateAddress() {
            return new Settings(creator, creatorPassword, tenants, accessLifetime, refreshLifetime, maxAttempts, penalty, false);
        }
    }

    /** An account after a successful write, so that a mail server of the lab can follow. {@code status} is {@code inetUserStatus}. */
    public record Account(String mail, Secret password, String status, List<String> aliases) {}

    private final PbmFaults faults = new PbmFaults();
    private final List<PbmCall> calls = new CopyOnWriteArrayList<>();
    private final PbmApi api;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "lab-pbm");
        thread.setDaemon(true);
        return thread;
    });

    /** @param port 0 for a free one */
    public PbmSimulator(int port, Settings settings, Clock clock) {
        api = new PbmApi(settings, clock);
        settings.tenants().keySet().stream().sorted().findFirst().ifPresent(tenant ->
            addAccount(tenant, settings.creator(), settings.creatorPassword(), 3));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The PBM simulator could not listen on port " + port, e);
        }
        server.setExecutor(workers);
        server.createContext("/v2", this::handle);
        server.start();
    }

    /** Ends before {@code /v2}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public PbmFaults faults() {
        return faults;
    }

    /** Every request since the start, oldest first. */
    public List<PbmCall> calls() {
        return List.copyOf(calls);
    }

    /** Is told of every account after it was made or changed. */
    public void follow(Consumer<Account> newFollower) {
        api.follow(newFollower);
    }

    /** @param role 1 administrator, 2 user, 3 super administrator */
    public void addAccount(String tenant, String mail, Secret password, int role) {
        api.users.put(tenant, mail, Map.of("userPassword", password.reveal(), "employeeNumber", String.valueOf(role), "cn", "Admin",
            "sn", "Admin", "mailAlternateAddress", mail, "inetUserStatus", "1"));
    }

    /** As an administrator does it in the panel: hidden at once, and the login stays taken for 30 days. */
    public void delete(String tenant, String mail) {
        api.users.delete(tenant, mail);
    }

    public void expireTokens() {
        api.tokens.expireAll();
    }

    /** Ends every session, refresh tokens too. */
    public void forgetTokens() {
        api.tokens.forgetAll();
    }

    /** What is stored of a user, the password too; empty when there is no such user. */
    public Optional<Map<String, String>> stored(String mail) {
        return api.users.find(mail).map(user -> Map.copyOf(user.fields));
    }

    @Override public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PbmCall call = PbmCall.of(exchange);
            calls.add(call);
            Optional<PbmAnswer> fault = faults.before(call);
            PbmAnswer answer = fault.isPresent() ? fault.get() : api.answer(call);
            if (faults.losesAnswer(call)) {
                return; // closing without an answer: the write happened, the caller cannot know
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            // The JDK server drops idle connections without a word, and a client that reuses one gets no answer.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
