package org.mailferry.mailsync.imap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;

/**
 * Says what a test tells it to, over plain TCP, STARTTLS or TLS, and remembers every line it was sent, with whether it came protected.
 * A command without a reaction of its own is answered as a server with an empty INBOX answers.
 */
final class ScriptedServer implements AutoCloseable {
    static final String CAPABILITIES = "IMAP4rev1 SASL-IR LITERAL+ UIDPLUS AUTH=PLAIN";

    /** What is done about a command. */
    interface Reaction {
        void to(Talk talk, String tag, String command) throws IOException;
    }

    /** Says the lines; {@code TAG} stands for the command's. */
    static Reaction say(String... lines) {
        return (talk, tag, command) -> {
            for (String line : lines) {
                talk.say(line.replace("TAG", tag));
            }
        };
    }

    static final Reaction HANG_UP = (talk, tag, command) -> talk.socket.close();
    static final Reaction NOTHING = (talk, tag, command) -> { };
    /** Neither says nor takes anything from then on. */
    static final Reaction NOTHING_MORE = (talk, tag, command) -> talk.fallSilent();

    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reaction>> reactions = new LinkedHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch silence = new CountDownLatch(1);
    private Optional<SSLContext> tls = Optional.empty();
    private boolean implicitTls;
    private String greeting = "* OK ready";
    private String capabilities = CAPABILITIES;

    ScriptedServer() {
        try {
            listening = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    ScriptedServer greets(String line) {
        greeting = line;
        return this;
    }

    ScriptedServer offers(String list) {
        capabilities = list;
        return this;
    }

    ScriptedServer knowsStartTls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    ScriptedServer speaksTls(SSLContext context) {
        implicitTls = true;
        return knowsStartTls(context);
    }

    /** To commands that begin so: the first reaction to the first, the last one to all that follow. */
    ScriptedServer on(String command, Reaction... inTurn) {
        reactions.put(command, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    MailEndpoint endpoint(TransportSecurity security) {
        return MailEndpoint.of("127.0.0.1", listening.getLocalPort(), security);
    }

    MailEndpoint endpoint(TransportSecurity security, String sha256) {
        return new MailEndpoint("127.0.0.1", listening.getLocalPort(), security, Optional.of(sha256));
    }

    /** Without tags; a line that came over TLS begins with {@code TLS}. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    int connections() {
        return connections.get();
    }

    @Override public void close() {
        try {
            silence.countDown();
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket socket = listening.accept();
            connections.incrementAndGet();
            open.add(socket);
            daemon(() -> new Talk(implicitTls ? protect(socket) : socket).run());
        }
    }

    private Socket protect(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The client hung up, or the test is over.
                return;
            }
        }, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. */
    final class Talk {
        private Socket socket;
        private InputStream in;

        Talk(Socket socket) throws IOException {
            use(socket);
        }

        private void use(Socket other) throws IOException {
            socket = other;
            in = new BufferedInputStream(other.getInputStream());
        }

        void say(String line) throws IOException {
            write(line + "\r\n");
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** The next line, remembered. */
        String hear() throws IOException {
            String line = line();
            heard.add((socket instanceof SSLSocket ? "TLS " : "") + line);
            return line;
        }

        /** Takes a command's literals, each after a word of ours unless it comes unasked, and the command's end. */
        void takeLiterals(String command) throws IOException {
            for (String line = command; line.endsWith("}"); line = line()) {
                String count = line.substring(line.lastIndexOf('{') + 1, line.length() - 1);
                if (!count.endsWith("+")) {
                    say("+ go on");
                }
                in.readNBytes(Integer.parseInt(count.replace("+", "")));
            }
        }

        void take(int bytes) throws IOException {
            in.readNBytes(bytes);
        }

        private void fallSilent() throws IOException {
            try {
                silence.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        void startTls() throws IOException {
            use(protect(socket));
        }

        private String line() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0) {
                    throw new IOException("The client hung up");
                }
                bytes.write(read);
            }
            return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }

        private void run() throws IOException {
            say(greeting);
            while (!socket.isClosed()) {
                String line = line();
                if (line.indexOf(' ') < 0) {
                    throw new IOException("No command: " + line);
                }
                String tag = line.substring(0, line.indexOf(' '));
                String command = line.substring(tag.length() + 1);
                heard.add((socket instanceof SSLSocket ? "TLS " : "") + command);
                reaction(command).to(this, tag, command);
            }
        }

        private Reaction reaction(String command) {
            synchronized (reactions) {
                for (Map.Entry<String, Deque<Reaction>> each : reactions.entrySet()) {
                    if (command.toUpperCase(Locale.ROOT).startsWith(each.getKey())) {
                        return each.getValue().size() > 1 ? each.getValue().remove() : each.getValue().element();
                    }
                }
            }
            return usual(command);
        }

        private Reaction usual(String command) {
            String word = command.toUpperCase(Locale.ROOT).split(" ")[0];
            return switch (word) {
                case "CAPABILITY" -> ScriptedServer.say("* CAPABILITY " + capabilities, "TAG OK done");
                case "EXAMINE", "SELECT" -> ScriptedServer.say("* 0 EXISTS", "* OK [UIDVALIDITY 9] .", "* OK [UIDNEXT 1] .", "TAG OK done");
                case "STATUS" -> ScriptedServer.say("* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 9)", "TAG OK done");
                case "LIST" -> ScriptedServer.say("* LIST () \"/\" INBOX", "TAG OK done");
                case "STARTTLS" -> (talk, tag, text) -> {
                    talk.say(tag + " OK go");
                    talk.startTls();
                };
                case "AUTHENTICATE" -> (talk, tag, text) -> {
                    if (text.split(" ").length == 2) {
                        talk.say("+ ");
                        talk.hear();
                    }
                    talk.say(tag + " OK in");
                };
                case "APPEND" -> (talk, tag, text) -> {
                    talk.takeLiterals(text);
                    talk.say(tag + " OK stored");
                };
                default -> ScriptedServer.say("TAG OK done");
            };
        }
    }
}
