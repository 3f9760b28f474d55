package org.mailferry.realserver;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Courier's {@code imapd} from unpacked packages. Its own login program finds its password daemon only in one place of the whole system,
 * so the login is answered here, up to where {@code imaplogin} hands the connection over to {@code imapd}.
 */
public final class CourierServer implements ImapServer {
    private static final String CAPABILITY = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE";

    private final UnpackedServer unpacked;
    private final ServerFolder home = ServerFolder.create("co");
    private final File log = home.path().resolve("courier.log").toFile();
    private final ServerSocket listener;
    private final Process watcher;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private CourierServer(UnpackedServer unpacked) throws IOException {
        this.unpacked = unpacked;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // What Courier's locks wait on: 1.2 seconds each while it is away, and it goes away by itself after 30 idle ones unless told otherwise.
        // It listens on a socket named after its user and this word.
        this.watcher = unpacked.process(unpacked.program("usr/libexec/gam_server"), "--notimeout", session()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
        daemon(this::accept);
    }

    /** Skips the calling test where Courier is not unpacked. */
    public static CourierServer start() {
        try {
            return new CourierServer(UnpackedServer.require("courier"));
        } catch (IOException e) {
            throw new UncheckedIOException("Courier did not start", e);
        }
    }

    private String session() {
        return home.path().getFileName().toString();
    }

    @Override public int port() {
        return listener.getLocalPort();
    }

    @Override public String log() {
        return home.read("courier.log");
    }

    @Override public void close() {
        quietly(listener);
        clients.forEach(CourierServer::quietly);
        running.add(watcher);
        for (Process process : running) {
            process.destroyForcibly();
            process.onExit().join();
        }
        home.remove();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                clients.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            say(out, "* OK [CAPABILITY " + CAPABILITY + "] Courier-IMAP ready.");
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] words = line.split(" ", 4);
                if (words[1].equalsIgnoreCase("CAPABILITY")) {
                    say(out, "* CAPABILITY " + CAPABILITY);
                    say(out, words[0] + " OK CAPABILITY completed");
                } else if (words[1].equalsIgnoreCase("LOGIN") && bare(words[3]).equals(DovecotServer.USER_PASSWORD)) {
                    handOver(words[0], bare(words[2]), client);
                    return;
                } else {
                    say(out, words[0] + " NO Login failed.");
                }
            }
        } catch (IOException e) {
            // The client is gone.
            return;
        } finally {
            clients.remove(client);
        }
    }

    private void handOver(String tag, String user, Socket client) throws IOException {
        Process imapd = imapd(tag, user);
        running.add(imapd);
        try (client) {
            daemon(() -> {
                try (OutputStream to = imapd.getOutputStream()) {
                    pump(client.getInputStream(), to);
                } catch (IOException e) {
                    // One of the two is gone, and the other is told by the end of its stream.
                    return;
                }
            });
            pump(imapd.getInputStream(), client.getOutputStream());
        } finally {
            imapd.destroy();
            imapd.onExit().join();
            running.remove(imapd);
        }
    }

    private synchronized Process imapd(String tag, String user) throws IOException {
        Path maildir = home.path().resolve(user.replace('/', '_'));
        if (!Files.exists(maildir)) {
            Process made = unpacked.process(unpacked.program("usr/bin/maildirmake.courier"), maildir.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
            made.onExit().join();
        }
        ProcessBuilder process = unpacked.process(unpacked.program("usr/bin/imapd"), maildir.toString());
        process.environment().putAll(Map.of("AUTHENTICATED", user, "IMAPLOGINTAG", tag, "PROTOCOL", "IMAP", "TCPREMOTEIP", "127.0.0.1",
            "TCPREMOTEPORT", "1", "HOME", home.path().toString(), "IMAP_CAPABILITY", CAPABILITY));
        process.environment().putAll(Map.of("IMAP_KEYWORDS", "1", "IMAP_USELOCKS", "1", "IMAP_ACL", "1", "IMAP_UMASK", "022",
            "IMAP_TRASHFOLDERNAME", "Trash", "IMAP_CHECK_ALL_FOLDERS", "0", "GAM_CLIENT_ID", session()));
        return process.directory(home.path().toFile()).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
    }

    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[16_384];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            to.flush();
        }
    }

    /** Byte by byte, because what follows the login belongs to imapd. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static String bare(String word) {
        return word.replace("\"", "");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "courier");
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
