package org.mailferry.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server behind the proxy says 10,000 bytes to whoever connects and hangs up. */
class FaultProxyTest {
    private static final int SPEECH_BYTES = 10_000;

    private final AtomicReference<Duration> paused = new AtomicReference<>(Duration.ZERO);
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread speaker = new Thread(this::speak);
        speaker.setDaemon(true);
        speaker.start();
        proxy = FaultProxy.start(server.getLocalPort(), time -> paused.accumulateAndGet(time, Duration::plus));
    }

    @AfterEach void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test void carriesEverythingWithoutAFault() throws IOException {
        assertThat(listen()).isEqualTo(SPEECH_BYTES);
        assertThat(paused.get()).isZero();
    }

    @Test void throttlesToTheSpeedAsked() throws IOException {
        proxy.apply(Fault.throttledTo(5_000));

        assertThat(listen()).isEqualTo(SPEECH_BYTES);
        assertThat(paused.get()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test void breaksTheLineAfterSoManyBytes() throws IOException {
        proxy.apply(Fault.droppingAfter(1));

        assertThat(listen()).isLessThan(SPEECH_BYTES);
    }

    @Test void refusesUntilTheFaultIsCleared() throws IOException {
        proxy.apply(Fault.REFUSING);
        assertThat(listen()).isZero();

        proxy.apply(Fault.NONE);
        assertThat(listen()).isEqualTo(SPEECH_BYTES);
    }

    private int listen() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port()); InputStream in = client.getInputStream()) {
            client.setSoTimeout(10_000);
            return in.readAllBytes().length;
        } catch (SocketException e) {
            // Reset: the other way in which a refused connection ends.
            return 0;
        }
    }

    private void speak() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(new byte[SPEECH_BYTES]);
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }
}
