package org.mailferry.realserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.mailsync.Uids;

/**
 * Stands between an IMAP client and its server, writes down every command, and springs one trap at the k-th message that is appended,
 * counted over all connections, whether each has a command of its own or many share one.
 */
public final class WireProxy implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?}\r\n$");

    private static final Pattern CONTENT_ASKED = Pattern.compile("UID FETCH (\\S+) .*BODY\\.PEEK\\[]");

    /** What happens at the k-th message. */
    public enum Trap {
        /** The command reaches the server whole; its answer and whatever follows never come back, then the connection ends. */
        ANSWER_LOST,
        /** The connection ends when half of the message has passed. */
        CUT,
        /** As {@code ANSWER_LOST}, but the connection stays open and silent. */
        SILENT_AFTER,
        /** Half of the message passes, then nothing more; the connection stays open. */
        SILENT_WITHIN
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger appended = new AtomicInteger();
    private final Set<Line> open = new HashSet<>();
    private volatile Trap trap = Trap.CUT;
    private volatile int at;
    private volatile long fatalUid;
    private volatile CountDownLatch sprung = new CountDownLatch(1);

    private WireProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public static WireProxy before(ImapServer server) {
        return new WireProxy(server.port());
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Once: whoever appends afterwards passes. */
    public void set(Trap what, int message) {
        appended.set(0);
        sprung = new CountDownLatch(1);
        trap = what;
        at = message;
    }

    /** Whoever asks for that message's content loses the connection; 0 ends that. */
    public void cutAtContentOf(long uid) {
        fatalUid = uid;
    }

    private boolean isFatal(String command) {
        Matcher asked = CONTENT_ASKED.matcher(command);
        return fatalUid != 0 && asked.find() && Uids.parse(asked.group(1)).contains(fatalUid);
    }

    public boolean sprung() {
        return sprung.getCount() == 0;
    }

    /** @throws AssertionError when the trap was not reached in a minute */
    public void awaitSprung() {
        try {
            if (!sprung.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Message " + at + " was never appended; so far: " + appended.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns once the server has done with all that the ended connections brought it, as it has after a while in life. */
    public void awaitServerDone() {
        synchronized (open) {
            for (int turn = 0; !open.isEmpty() && turn < 600; turn++) {
                pause();
            }
            if (!open.isEmpty()) {
                throw new AssertionError("The server still holds " + open.size() + " connections");
            }
        }
    }

    private void pause() {
        try {
            open.wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** First lines of all commands, without tags and passwords. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int messagesAppended() {
        return appended.get();
    }

    public void forget() {
        commands.clear();
        appended.set(0);
    }

    @Override public void close() {
        quietly(listener);
        synchronized (open) {
            open.forEach(Line::end);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Line line = new Line(client, server);
                synchronized (open) {
                    open.add(line);
                }
                daemon(line::carryUp);
                daemon(line::carryDown);
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    /** One connection. */
    private final class Line {
        private final Socket client;
        private final Socket server;
        private volatile String withheld = "";

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void end() {
            quietly(client);
            quietly(server);
        }

        void carryUp() {
            try (client) {
                speak(new BufferedInputStream(client.getInputStream(), 65_536), server.getOutputStream());
            } catch (IOException e) {
                // The client is gone.
                return;
            } finally {
                // The server hears no more and answers to what it heard, to nobody.
                quietly(server::shutdownOutput);
            }
        }

        private void speak(InputStream in, OutputStream out) throws IOException {
            String command = "";
            while (true) {
                byte[] line = line(in);
                if (line.length == 0) {
                    return;
                }
                String text = new String(line, StandardCharsets.ISO_8859_1);
                if (command.isEmpty()) {
                    command = text.strip();
                    String words = command.substring(command.indexOf(' ') + 1);
                    commands.add(words.startsWith("LOGIN") ? "LOGIN" : words);
                    if (isFatal(words)) {
                        quietly(client);
                        return;
                    }
                }
                out.write(line);
                Matcher literal = LITERAL.matcher(text);
                if (!literal.find()) {
                    command = "";
                    continue;
                }
                boolean message = command.contains(" APPEND ");
                if (!literal(in, out, Integer.parseInt(literal.group(1)), message && appended.incrementAndGet() == at, command)) {
                    return;
                }
            }
        }

        /** @return false when the line is to be cut here */
        private boolean literal(InputStream in, OutputStream out, int size, boolean trapped, String command) throws IOException {
            if (trapped && (trap == Trap.CUT || trap == Trap.SILENT_WITHIN)) {
                out.write(in.readNBytes(size / 2));
                boolean silent = trap == Trap.SILENT_WITHIN;
                at = 0;
                sprung.countDown();
                while (silent && in.read() >= 0) {
                    continue;
                }
                return false;
            }
            if (trapped) {
                withheld = command.substring(0, command.indexOf(' ') + 1);
            }
            out.write(in.readNBytes(size));
            return true;
        }

        void carryDown() {
            try (client; server) {
                listen(server.getInputStream(), client);
            } catch (IOException e) {
                // The server is gone.
                return;
            } finally {
                synchronized (open) {
                    open.remove(this);
                    open.notifyAll();
                }
            }
        }

        private void listen(InputStream in, Socket to) throws IOException {
            byte[] chunk = new byte[65_536];
            StringBuilder kept = new StringBuilder();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                String tag = withheld;
                if (tag.isEmpty()) {
                    pass(chunk, read, to);
                    continue;
                }
                kept.append(new String(chunk, 0, read, StandardCharsets.ISO_8859_1));
                if (kept.indexOf("+") == 0 || kept.indexOf("\n+") >= 0) {
                    // The server asks for the literal, perhaps behind news of what came before.
                    byte[] asked = kept.toString().getBytes(StandardCharsets.ISO_8859_1);
                    pass(asked, asked.length, to);
                    kept.setLength(0);
                }
                if (at != 0 && (kept.indexOf("\n" + tag) >= 0 || kept.indexOf(tag) == 0)) {
                    at = 0;
                    sprung.countDown();
                    if (trap == Trap.ANSWER_LOST) {
                        quietly(to);
                    }
                }
            }
        }

        private void pass(byte[] chunk, int length, Socket to) {
            try {
                to.getOutputStream().write(chunk, 0, length);
            } catch (IOException e) {
                // Nobody listens any more.
                return;
            }
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closing is the aim.
            return;
        }
    }
}
