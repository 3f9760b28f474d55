package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.realserver.DovecotServer;

/** Access tokens on a Dovecot that asks an authorization server of the test's own about them (RFC 7662). */
class DovecotTokensTest {
    private static final String ANNA = "anna@corp.test";

    @TempDir private Path folder;

    private final Map<String, String> ownerOfToken = new ConcurrentHashMap<>(Map.of("annas-token", ANNA, "boris-token", "boris@corp.test"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Runnable whenAsked = () -> { };
    private HttpServer authorization;

    @BeforeEach void start() throws IOException {
        authorization = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        authorization.createContext("/introspect", this::introspect);
        authorization.start();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("oauth2.conf"), """
            introspection_mode = post
            introspection_url = http://127.0.0.1:%d/introspect
            active_attribute = active
            active_value = true
            username_attribute = username
            """.formatted(authorization.getAddress().getPort()));
    }

    @AfterEach void stop() {
        authorization.stop(0);
    }

    private void introspect(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).replaceAll("^.*token=([^&]*).*$", "$1");
            asked.add(token);
            String owner = ownerOfToken.get(token);
            byte[] answer = (owner == null ? "{\"active\":false}" : "{\"active\":true,\"username\":\"" + owner + "\"}").getBytes(StandardCharsets.UTF_8);
            whenAsked.run();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private DovecotServer dovecot(String mechanism) {
        return DovecotServer.start(DovecotServer.Layout.PLAIN.with("""
            auth_mechanisms = plain %1$s
            auth_failure_delay = 0
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            passdb {
              driver = oauth2
              mechanisms = %1$s
              args = %2$s
            }""".formatted(mechanism, folder.resolve("oauth2.conf"))));
    }

    private void holds(String token) {
        try {
            Files.writeString(folder.resolve("token"), token + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(DovecotServer server) {
        Secrets secrets = reference -> {
            try {
                return Secret.of(Files.readString(folder.resolve("token")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        MailAccount account = new MailAccount(server.pinnedTls(), CredentialMode.XOAUTH2, ANNA, Optional.empty(),
            SecretReference.parse("file:" + folder.resolve("token")));
        try (MailStore store = new ImapMailStores(secrets, MailsyncSettings.defaults())
            .open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30)))) {
            assertThat(store.status("INBOX").messages()).isZero();
        }
    }

    @ParameterizedTest @ValueSource(strings = {"xoauth2", "oauthbearer"})
    void aTokenOpensItsOwnersMailboxWhileItIsGood(String mechanism) {
        try (DovecotServer server = dovecot(mechanism)) {
            holds("annas-token");
            open(server);
            assertThat(asked).containsExactly("annas-token");

            holds("expired-token");
            assertThatThrownBy(() -> open(server)).as("expired").isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining("the token is in file:").hasMessageContaining("refresh it").hasMessageNotContaining("expired-token");
            assertThat(asked).as("asked once").containsExactly("annas-token", "expired-token");

            holds("annas-token");
            open(server);

            holds("boris-token");
            assertThatThrownBy(() -> open(server)).as("another's token").isInstanceOf(LoginRefusedException.class)
                .hasMessageNotContaining("boris-token");

            asked.clear();
            holds("expired-token");
            whenAsked = () -> holds("annas-token");
            open(server);
            assertThat(asked).as("refreshed while we logged in").containsExactly("expired-token", "annas-token");
        }
    }
}
