package org.mailferry.realserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an HTTP/1.1 server of the loopback interface and counts what it is asked. */
public final class RequestCounter implements AutoCloseable {
    private static final byte[] END_OF_REQUEST_LINE = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int server;
    private final AtomicInteger requests = new AtomicInteger();

    public RequestCounter(int server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                start(() -> pass(client, behind, true));
                start(() -> pass(behind, client, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        byte[] part = new byte[8_192];
        int matched = 0;
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                for (int i = 0; counted && i < length; i++) {
                    matched = part[i] == END_OF_REQUEST_LINE[matched] ? matched + 1 : part[i] == END_OF_REQUEST_LINE[0] ? 1 : 0;
                    if (matched == END_OF_REQUEST_LINE.length) {
                        requests.incrementAndGet();
                        matched = 0;
                    }
                }
                out.write(part, 0, length);
            }
        } catch (IOException ended) {
            // Either side may end a connection at any time.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "request-counter");
        thread.setDaemon(true);
        thread.start();
    }

    @Override public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
