package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Knows the sockets of one connection, so that it can be cut whatever its thread is doing. */
final class TrackedSockets {
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    void cut() {
        for (Socket socket : open) {
            try {
                // Else TLS would wait to say goodbye until a write ends that may never end, and with it every other connection's deadline.
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It is closed enough: whoever reads or writes it gets an exception.
                continue;
            }
        }
    }

    /** The one in use: a later one lies over those before it. */
    Socket newest() {
        return open.get(open.size() - 1);
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory tls(SSLSocketFactory factory) {
        return new Tls(factory);
    }

    private Socket track(Socket socket) {
        open.add(socket);
        return socket;
    }

    private final class Plain extends SocketFactory {
        @Override public Socket createSocket() {
            return track(new Socket());
        }

        @Override public Socket createSocket(String host, int port) throws IOException {
            return track(new Socket(host, port));
        }

        @Override public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return track(new Socket(host, port, local, localPort));
        }

        @Override public Socket createSocket(InetAddress host, int port) throws IOException {
            return track(new Socket(host, port));
        }

        @Override public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return track(new Socket(host, port, local, localPort));
        }
    }

    private final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory factory;

        Tls(SSLSocketFactory factory) {
            this.factory = factory;
        }

        @Override public Socket createSocket() throws IOException {
            return track(factory.createSocket());
        }

        @Override public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return track(factory.createSocket(socket, host, port, autoClose));
        }

        @Override public Socket createSocket(String host, int port) throws IOException {
            return track(factory.createSocket(host, port));
        }

        @Override public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return track(factory.createSocket(host, port, local, localPort));
        }

        @Override public Socket createSocket(InetAddress host, int port) throws IOException {
            return track(factory.createSocket(host, port));
        }

        @Override public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return track(factory.createSocket(host, port, local, localPort));
        }

        @Override public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }
    }
}
