package org.mailferry.cli.sync;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server that refuses single commands, each in its turn among the others' answers, or hangs up over them. */
final class RefusingProxy implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?}\r\n$");
    private static final String HANG_UP = "";

    private record Rule(Pattern command, AtomicInteger passing, AtomicInteger times, String answer) {}

    private final ServerSocket listener;
    private final int serverPort;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile String greeting = "";

    RefusingProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String port() {
        return String.valueOf(listener.getLocalPort());
    }

    /** @param answer without tag */
    RefusingProxy refuses(String command, String answer) {
        return refusesAfter(0, command, answer);
    }

    /** @param passing so many of them pass first */
    RefusingProxy refusesAfter(int passing, String command, String answer) {
        rules.add(new Rule(Pattern.compile(command), new AtomicInteger(passing), new AtomicInteger(Integer.MAX_VALUE), answer));
        return this;
    }

    RefusingProxy hangsUp(int times, String command) {
        rules.add(new Rule(Pattern.compile(command), new AtomicInteger(), new AtomicInteger(times), HANG_UP));
        return this;
    }

    RefusingProxy greets(String line) {
        greeting = line;
        return this;
    }

    @Override public void close() throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            Map<String, String> refused = new ConcurrentHashMap<>();
            daemon(() -> up(client, server, refused));
            daemon(() -> down(client, server, refused));
        }
    }

    private void up(Socket client, Socket server, Map<String, String> refused) throws IOException {
        try (client; server) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String tag = line.substring(0, line.indexOf(' '));
                Rule rule = rule(line.substring(tag.length() + 1));
                if (rule != null && rule.answer().equals(HANG_UP)) {
                    return;
                }
                boolean asked = line.endsWith("}\r\n") && !line.endsWith("+}\r\n");
                if (rule != null) {
                    refused.put(tag, rule.answer());
                    write(out, tag + " NOOP\r\n");
                }
                for (Matcher literal = LITERAL.matcher(line); literal.find() && !(rule != null && asked); literal = LITERAL.matcher(line)) {
                    byte[] content = in.readNBytes(Integer.parseInt(literal.group(1)));
                    if (rule == null) {
                        write(out, line + new String(content, StandardCharsets.ISO_8859_1));
                    }
                    line = line(in);
                }
                if (rule == null) {
                    write(out, line);
                }
            }
        }
    }

    private void down(Socket client, Socket server, Map<String, String> refused) throws IOException {
        try (client; server) {
            InputStream in = new BufferedInputStream(server.getInputStream());
            OutputStream out = client.getOutputStream();
            String first = line(in);
            write(out, greeting.isEmpty() ? first : greeting + "\r\n");
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String tag = line.substring(0, Math.max(line.indexOf(' '), 0));
                String answer = refused.remove(tag);
                Matcher literal = LITERAL.matcher(line);
                String content = literal.find() ? new String(in.readNBytes(Integer.parseInt(literal.group(1))), StandardCharsets.ISO_8859_1) : "";
                write(out, answer == null ? line + content : tag + " " + answer + "\r\n");
            }
        }
    }

    private Rule rule(String command) {
        for (Rule rule : rules) {
            if (rule.command().matcher(command).lookingAt() && rule.passing().getAndDecrement() <= 0 && rule.times().getAndDecrement() > 0) {
                return rule;
            }
        }
        return null;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A side is gone.
                return;
            }
        }, "refusing-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
