package org.mailferry.mailflow.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.mailferry.mailflow.Listeners.Protocol;

/** The first words with a mail server: its greeting, and the wish for TLS. Reads byte by byte, so that nothing of the handshake is swallowed. */
final class Dialogue {
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 100;
    private static final int CODE_AND_HYPHEN = 4;

    private final Socket socket;
    private final InputStream in;
    private final Protocol protocol;

    private Dialogue(Socket socket, Protocol protocol) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.protocol = protocol;
    }

    static Dialogue over(Socket socket, Protocol protocol) throws IOException {
        return new Dialogue(socket, protocol);
    }

    String greeting() throws IOException {
        return protocol == Protocol.IMAP ? line() : reply();
    }

    Dialogue afterGreeting() throws IOException {
        greeting();
        return this;
    }

    /** {@code SIZE} of the answer to EHLO; 0 and absence mean that the server sets no limit it tells (RFC 1870 §4). */
    OptionalLong largestMessage() throws IOException {
        say("EHLO [" + socket.getLocalAddress().getHostAddress() + "]");
        OptionalLong size = OptionalLong.empty();
        String line = line();
        for (int lines = 0; lines < MOST_LINES; lines++) {
            if (line.matches("(?i)250[ -]SIZE [1-9]\\d{0,17}")) {
                size = OptionalLong.of(Long.parseLong(line.substring("250-SIZE ".length())));
            }
            if (line.length() < CODE_AND_HYPHEN || line.charAt(CODE_AND_HYPHEN - 1) != '-') {
                return size;
            }
            line = line();
        }
        return size;
    }

    /** Empty when the server is ready for the handshake, otherwise its refusal. */
    String startTls() throws IOException {
        if (protocol == Protocol.IMAP) {
            say("mf1 STARTTLS");
            String line = line();
            for (int lines = 0; !line.startsWith("mf1 ") && lines < MOST_LINES; lines++) {
                line = line();
            }
            return line.startsWith("mf1 OK") ? "" : line;
        }
        say("EHLO [" + socket.getLocalAddress().getHostAddress() + "]");
        reply();
        say("STARTTLS");
        String reply = reply();
        return reply.startsWith("220") ? "" : reply;
    }

    private void say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The last line of an SMTP reply (RFC 5321 §4.2.1: a hyphen after the code means more lines). */
    private String reply() throws IOException {
        String line = line();
        for (int lines = 0; line.length() > 3 && line.charAt(3) == '-' && lines < MOST_LINES; lines++) {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server hung up");
            }
            if (octet != '\r' && line.length() < LONGEST_LINE) {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
