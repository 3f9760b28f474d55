package org.mailferry.realserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A CalDAV server on a free port of the loopback interface, with an empty folder of its own. */
public final class CalendarServer implements AutoCloseable {
    public static final String USER = "user1@corp.test";
    public static final String PASSWORD = "canary-Calendar1";

    private final ServerFolder home;
    private final int port;
    private final Process process;

    private CalendarServer(ServerFolder home, int port, List<String> command) {
        this.home = home;
        this.port = port;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.path().resolve("server.log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    /** The strict one, with passwords; skips the calling test where it is not installed. */
    public static CalendarServer radicale() {
        Path program = InstalledServer.require("radicale");
        ServerFolder home = ServerFolder.create("ra");
        Path users = home.write("users", USER + ":" + PASSWORD + "\nuser2@corp.test:" + PASSWORD + "\n");
        int port = ServerFolder.freePort();
        return new CalendarServer(home, port, List.of(program.toString(), "--config", "", "--server-hosts", "127.0.0.1:" + port, "--auth-type", "htpasswd",
            "--auth-htpasswd-filename", users.toString(), "--auth-htpasswd-encryption", "plain", "--auth-delay", "0", "--rights-type", "owner_only",
            "--logging-level", "info", "--storage-filesystem-folder", home.folder("data").toString()));
    }

    /** The lenient one, without passwords; skips the calling test where it is not installed. */
    public static CalendarServer xandikos() {
        Path program = InstalledServer.require("xandikos");
        ServerFolder home = ServerFolder.create("xa");
        int port = ServerFolder.freePort();
        return new CalendarServer(home, port, List.of(program.toString(), "-l", "127.0.0.1", "-p", Integer.toString(port), "-d",
            home.folder("data").toString(), "--current-user-principal", "/user1/", "--autocreate"));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    public String log() {
        return home.read("server.log");
    }

    private void awaitAnswer() {
        for (int attempt = 0; attempt < 400 && process.isAlive(); attempt++) {
            try {
                HttpURLConnection call = (HttpURLConnection) URI.create(url()).toURL().openConnection();
                call.setInstanceFollowRedirects(false);
                call.getResponseCode();
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        String log = log();
        close();
        throw new IllegalStateException("Nothing answers on port " + port + ": " + log);
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly()).join();
        process.onExit().join();
        home.remove();
    }
}
