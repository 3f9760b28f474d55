package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.ServerTrust;
import org.mailferry.kernel.Sha256;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.realserver.TestCertificate;

class TrackedSocketsTest {
    @TempDir Path folder;

    /** TLS says goodbye before it closes, and waits for whoever is writing: one such server would hold up every mailbox's deadline. */
    @Test void cutsAWriteThatTheServerNeverTakes() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(TestCertificate.of("localhost", folder).keyStore().toFile())) {
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        try (SSLServerSocket server = listening(keys)) {
            TrackedSockets sockets = new TrackedSockets();
            Socket client = sockets.tls(ServerTrust.of(new MailEndpoint("localhost", 993, TransportSecurity.TLS,
                Optional.of(fingerprint(keys.getCertificate("server"))))).socketFactory()).createSocket();
            Thread accepting = started(() -> ((SSLSocket) server.accept()).startHandshake());
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 5_000);
            ((SSLSocket) client).startHandshake();
            accepting.join(10_000);
            CountDownLatch broken = new CountDownLatch(1);
            Thread writing = started(() -> {
                try {
                    while (true) {
                        client.getOutputStream().write(new byte[1 << 16]);
                    }
                } catch (IOException e) {
                    broken.countDown();
                }
            });
            awaitStuck(writing);
            Thread cutting = started(sockets::cut);
            cutting.join(10_000);
            assertThat(cutting.isAlive()).as("the cut itself is stuck").isFalse();
            assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static SSLServerSocket listening(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String fingerprint(Certificate certificate) throws Exception {
        return HexFormat.of().formatHex(Sha256.digest().digest(certificate.getEncoded()));
    }

    /** Until nothing more fits into the buffers between the two. */
    private static void awaitStuck(Thread writing) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int still = 0;
        while (still < 200 && System.nanoTime() < end) {
            StackTraceElement[] now = writing.getStackTrace();
            boolean inWrite = now.length > 0 && now[0].isNativeMethod();
            still = inWrite ? still + 1 : 0;
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
