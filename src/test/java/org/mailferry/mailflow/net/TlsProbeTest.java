package org.mailferry.mailflow.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.Listeners.TlsStart;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.TlsVersions;

/** Servers that answer the handshake with one alert (RFC 8446 §6), as old and foreign TLS does, beside one that Java likes. */
class TlsProbeTest {
    private static final byte PROTOCOL_VERSION = 70;
    private static final byte HANDSHAKE_FAILURE = 40;

    private final SocketListeners listeners = new SocketListeners(new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5)));
    private ServerSocket scripted;

    @AfterEach void close() throws IOException {
        if (scripted != null) {
            scripted.close();
        }
    }

    /** Says {@code greeting}, waits for some bytes, answers with {@code answer}, hangs up. */
    private int serve(String greeting, byte... answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        scripted = server;
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    try (Socket client = server.accept()) {
                        client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                        if (client.getInputStream().read(new byte[4_096]) > 0) {
                            client.getOutputStream().write(answer);
                            client.shutdownOutput();
                            client.getInputStream().readAllBytes();
                        }
                    }
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private static byte[] alert(byte description) {
        return new byte[] {21, 3, 3, 0, 2, 2, description};
    }

    private TlsVersions versions(int port, TlsStart start) {
        return listeners.versions("127.0.0.1", port, start);
    }

    @Test void versionsAreNamedNewestFirst() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
        server.start();
        try {
            assertThat(versions(server.getImaps().getPort(), TlsStart.AT_ONCE).text()).isEqualTo("offers TLSv1.3 and TLSv1.2");
        } finally {
            server.stop();
        }
    }

    @Test void oldTlsNeedsABridge() throws IOException {
        assertThat(versions(serve("", alert(PROTOCOL_VERSION)), TlsStart.AT_ONCE).problem()).contains("older than 1.2", "TLS bridge");
    }

    @Test void foreignCryptographyNeedsATunnel() throws IOException {
        assertThat(versions(serve("", alert(HANDSHAKE_FAILURE)), TlsStart.AT_ONCE).problem()).contains("GOST TLS tunnel");
    }

    @Test void aPlainServerIsNoTls() throws IOException {
        assertThat(versions(serve("", "* BAD what?\r\n".getBytes(StandardCharsets.US_ASCII)), TlsStart.AT_ONCE).problem()).isEqualTo("answers, but not with TLS");
    }

    @Test void aServerThatHangsUpIsSaidToDoSo() throws IOException {
        assertThat(versions(serve(""), TlsStart.AT_ONCE).problem()).startsWith("hangs up in the handshake");
    }

    @Test void refusedStartTlsIsTold() throws IOException {
        int port = serve("* OK ready\r\n", "mf1 NO not here\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(versions(port, TlsStart.AFTER_IMAP_STARTTLS).problem()).isEqualTo("refuses STARTTLS: mf1 NO not here");
    }

    @Test void theLargestMessageIsWhatTheServerSays() throws IOException {
        int port = serve("220-mx.corp.test\r\n220 ESMTP\r\n", "250-mx.corp.test\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250 8BITMIME\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(listeners.largestMessage(MailEndpoint.of("127.0.0.1", port, TransportSecurity.PLAIN))).hasValue(52_428_800);
        close();
        int silent = serve("220 ESMTP\r\n", "250-mx.corp.test\r\n250 SIZE 0\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(listeners.largestMessage(MailEndpoint.of("127.0.0.1", silent, TransportSecurity.PLAIN))).isEqualTo(OptionalLong.empty());
    }
}
