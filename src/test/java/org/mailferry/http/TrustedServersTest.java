package org.mailferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.realserver.TestCertificate;
import org.springframework.util.unit.DataSize;

class TrustedServersTest {
    @TempDir Path folder;

    @Test void aNamedAuthorityIsTrusted() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        assertThat(get(certificate, certificate.certificate())).isEqualTo(204);
    }

    @Test void anUnknownAuthorityIsPermanent() {
        TestCertificate certificate = TestCertificate.of("localhost", folder);
        assertDistrusted(catchThrowableOfType(MigrationException.class, () -> get(certificate, null)));
    }

    @Test void theNameOfAnotherHostIsPermanent() {
        TestCertificate certificate = TestCertificate.of("elsewhere.corp.test", folder);
        assertDistrusted(catchThrowableOfType(MigrationException.class, () -> get(certificate, certificate.certificate())));
    }

    @Test void aFileWithoutCertificatesIsRefusedAtTheStart() throws Exception {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "nothing");
        assertThatThrownBy(() -> calls(empty)).hasMessageContaining("mailferry.http.trusted-certificates");
    }

    private static void assertDistrusted(MigrationException failure) {
        assertThat(failure).hasMessageContaining("mailferry.http.trusted-certificates");
        assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
    }

    private static int get(TestCertificate certificate, @Nullable Path trusted) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        try {
            return calls(trusted).send(new Request.Builder().url("https://localhost:" + server.getAddress().getPort() + "/").build()).status();
        } finally {
            server.stop(0);
        }
    }

    private static HttpCalls calls(@Nullable Path trusted) {
        return new HttpCalls(new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
            DataSize.ofKilobytes(2), trusted), Clock.systemUTC());
    }

    private static SSLContext context(TestCertificate certificate) throws Exception {
        char[] password = TestCertificate.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
