package org.mailferry.mailflow.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.ListenerFinding;
import org.mailferry.mailflow.ListenerFinding.State;
import org.mailferry.mailflow.Listeners.Protocol;
import org.mailferry.mailflow.MailflowSettings;

class SocketListenersTest {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_IMAPS),
        setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});
    private final SocketListeners listeners = new SocketListeners(new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5)));

    @BeforeAll static void start() {
        SERVER.start();
    }

    @AfterAll static void stop() {
        SERVER.stop();
    }

    @Test void plainServersGreet() {
        assertThat(listeners.greet(plain(SERVER.getImap().getPort()), Protocol.IMAP).text()).isEqualTo("answers");
        assertThat(listeners.greet(plain(SERVER.getSmtp().getPort()), Protocol.SMTP).good()).isTrue();
    }

    @Test void wrongProtocolIsSaid() {
        assertThat(listeners.greet(plain(SERVER.getSmtp().getPort()), Protocol.IMAP).text()).contains("not as IMAP");
    }

    @Test void unknownCertificateIsRedAndShowsWhatToPin() {
        ListenerFinding finding = listeners.greet(tls(SERVER.getImaps().getPort(), Optional.empty()), Protocol.IMAP);
        assertThat(finding.good()).isFalse();
        assertThat(finding.problem()).contains("TLS fails").containsPattern("SHA-256 [0-9a-f]{64}");
    }

    @Test void pinnedCertificateIsBelievedAndTheProtocolVersionNoted() {
        Matcher seen = Pattern.compile("SHA-256 ([0-9a-f]{64})").matcher(listeners.greet(tls(SERVER.getImaps().getPort(), Optional.empty()), Protocol.IMAP).problem());
        assertThat(seen.find()).isTrue();
        Optional<String> pin = Optional.of(seen.group(1));
        assertThat(listeners.greet(tls(SERVER.getImaps().getPort(), pin), Protocol.IMAP).text()).isEqualTo("answers with TLSv1.3");
        assertThat(listeners.greet(tls(SERVER.getSmtps().getPort(), pin), Protocol.SMTP).good()).isTrue();
        assertThat(listeners.greet(tls(SERVER.getImaps().getPort(), Optional.of("0".repeat(64))), Protocol.IMAP).problem()).contains("pinned is 000");
    }

    @Test void missingStartTlsIsRed() {
        MailEndpoint endpoint = MailEndpoint.of("127.0.0.1", SERVER.getSmtp().getPort(), TransportSecurity.STARTTLS);
        assertThat(listeners.greet(endpoint, Protocol.SMTP).problem()).contains("refuses STARTTLS");
    }

    @Test void closedPortRefuses() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(listeners.knock("127.0.0.1", port).state()).isEqualTo(State.REFUSED);
        assertThat(listeners.greet(plain(port), Protocol.IMAP).text()).contains("nobody listens");
    }

    @Test void unknownHostIsUnreachable() {
        assertThat(listeners.knock("no-such-host.invalid", 25).state()).isEqualTo(State.UNREACHABLE);
    }

    private static MailEndpoint plain(int port) {
        return MailEndpoint.of("127.0.0.1", port, TransportSecurity.PLAIN);
    }

    private static MailEndpoint tls(int port, Optional<String> pin) {
        return new MailEndpoint("127.0.0.1", port, TransportSecurity.TLS, pin);
    }

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }
}
