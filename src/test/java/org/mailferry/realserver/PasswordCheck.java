package org.mailferry.realserver;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Answers Cyrus SASL as saslauthd does: user, password, service and realm come as counted strings, {@code OK} or {@code NO} goes back. */
final class PasswordCheck implements AutoCloseable {
    private final ServerSocketChannel listener;

    private PasswordCheck(ServerSocketChannel listener) {
        this.listener = listener;
    }

    static PasswordCheck listen(Path socket) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        PasswordCheck check = new PasswordCheck(listener);
        Thread thread = new Thread(check::serve, "password-check");
        thread.setDaemon(true);
        thread.start();
        return check;
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel client = listener.accept()) {
                DataInputStream in = new DataInputStream(Channels.newInputStream(client));
                String[] words = new String[4];
                for (int i = 0; i < words.length; i++) {
                    words[i] = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
                }
                byte[] answer = (words[1].equals(DovecotServer.USER_PASSWORD) ? "OK" : "NO").getBytes(StandardCharsets.US_ASCII);
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException e) {
                // The asker went away, or the server is being closed.
                continue;
            }
        }
    }

    @Override public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
