package org.mailferry.realserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain IMAP conversation, independent of the product's own client: commands as text, answers as text in ISO 8859-1. */
public final class ImapTalk implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int lastTag;

    public ImapTalk(int port, String user, String password) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            line();
            ok("LOGIN \"" + user + "\" \"" + password + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The untagged lines. @throws AssertionError unless the answer is OK */
    public List<String> ok(String command) {
        List<String> lines = say(command);
        String answer = lines.remove(lines.size() - 1);
        if (!answer.startsWith("OK")) {
            throw new AssertionError(command + " -> " + answer);
        }
        return lines;
    }

    /** All lines; the last one is the answer without its tag. */
    public List<String> say(String command) {
        try {
            String tag = "T" + ++lastTag;
            out.write((tag + " " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return answer(tag);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param flagsAndDate for example {@code (\Seen) "01-Feb-2020 10:00:00 +0300"}, or empty */
    public void append(String folder, String flagsAndDate, byte[] message) {
        String answer = offer(folder, flagsAndDate, message);
        if (!answer.startsWith("OK")) {
            throw new AssertionError("APPEND to " + folder + " -> " + answer);
        }
    }

    /** Appends, literal announced and awaited. @return the answer, whatever it says */
    public String offer(String folder, String flagsAndDate, byte[] message) {
        try {
            String tag = "T" + ++lastTag;
            out.write((tag + " APPEND \"" + folder + "\" " + flagsAndDate + (flagsAndDate.isEmpty() ? "" : " ") + "{" + message.length + "}\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (String line = line(); !line.startsWith("+"); line = line()) {
                if (line.startsWith(tag + " ")) {
                    return line.substring(tag.length() + 1);
                }
            }
            out.write(message);
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            List<String> lines = answer(tag);
            return lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> answer(String tag) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line();
        while (!line.startsWith(tag + " ")) {
            lines.add(line);
            line = line();
        }
        lines.add(line.substring(tag.length() + 1));
        return lines;
    }

    /** One response with its literals. */
    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The server closed the connection after: " + bytes.toString(StandardCharsets.ISO_8859_1));
            }
            bytes.write(next);
            if (next == '\n') {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                if (!text.endsWith("}\r\n")) {
                    return text.strip();
                }
                int size = Integer.parseInt(text.substring(text.lastIndexOf('{') + 1, text.length() - 3));
                bytes.write(in.readNBytes(size));
            }
        }
    }
}
