package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/** The responses of one connection, read from whichever of its sockets is in use: STARTTLS puts a new one over the first. */
final class Responses {
    private final TrackedSockets sockets;
    private final ContentMemory memory;
    private Optional<Socket> socket = Optional.empty();
    private Optional<ResponseReader> reader = Optional.empty();

    Responses(TrackedSockets sockets, ContentMemory memory) {
        this.sockets = sockets;
        this.memory = memory;
    }

    ResponseReader reader() {
        Socket newest = sockets.newest();
        if (socket.filter(newest::equals).isEmpty()) {
            reader = Optional.of(new ResponseReader(input(newest), memory));
            socket = Optional.of(newest);
        }
        return reader.orElseThrow();
    }

    private static InputStream input(Socket socket) {
        try {
            return socket.getInputStream();
        } catch (IOException e) {
            // It was cut meanwhile; the first read says so.
            return InputStream.nullInputStream();
        }
    }
}
