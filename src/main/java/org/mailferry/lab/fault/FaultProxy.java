package org.mailferry.lab.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.mailferry.kernel.Pacer;

/**
 * Carries TCP connections on a free loopback port to a server behind it, and applies the {@link Fault} that is in force: a slow line,
 * a refusing server, or a line that breaks after some bytes. A fault switched on hits connections that are open, too.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 4_096;

    private final ServerSocket listener;
    private final int serverPort;
    private final Pacer pacer;
    private final UnaryOperator<OutputStream> toServer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    private FaultProxy(ServerSocket listener, int serverPort, Pacer pacer, UnaryOperator<OutputStream> toServer) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.pacer = pacer;
        this.toServer = toServer;
    }

    /** Starts in front of the server on that loopback port. */
    public static FaultProxy start(int serverPort, Pacer pacer) {
        return start(serverPort, pacer, UnaryOperator.identity());
    }

    /** @param toServer wraps what leads to the server, to change what clients say */
    public static FaultProxy start(int serverPort, Pacer pacer, UnaryOperator<OutputStream> toServer) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FaultProxy proxy = new FaultProxy(listener, serverPort, pacer, toServer);
            daemon("lab-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public Fault fault() {
        return fault;
    }

    public void apply(Fault next) {
        fault = next;
        if (next.refuses()) {
            open.forEach(FaultProxy::closeQuietly);
        }
    }

    @Override public void close() {
        closeQuietly(listener);
        open.forEach(FaultProxy::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (fault.refuses()) {
                    closeQuietly(client);
                    continue;
                }
                connect(client);
            } catch (IOException e) {
                // The server behind is gone, or this proxy is closed: the client sees its connection end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            open.add(server);
            daemon("lab-proxy-up", () -> pump(client, server, false));
            daemon("lab-proxy-down", () -> pump(server, client, true));
        } catch (IOException e) {
            closeQuietly(client);
            open.remove(client);
            throw e;
        }
    }

    /** Only what the server sends is slowed and counted: that is where the mail comes from. */
    private void pump(Socket from, Socket to, boolean fromServer) {
        byte[] chunk = new byte[CHUNK_BYTES];
        long carried = 0;
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = fromServer ? to.getOutputStream() : toServer.apply(to.getOutputStream())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                carried += read;
                Fault now = fault;
                if (fromServer && now.breaksAfter(carried)) {
                    return;
                }
                if (fromServer) {
                    pacer.pause(now.timeFor(read));
                }
            }
        } catch (IOException e) {
            // One side ended the connection: closing both is all there is to do.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closing is the aim.
        }
    }
}
