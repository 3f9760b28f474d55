package org.mailferry.realserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An OpenSSH server on a free port of the loopback, where whoever runs the test logs in with a key made for it. */
public final class OpenSshServer implements AutoCloseable {
    private final ServerFolder home = ServerFolder.create("os");
    private final int port = ServerFolder.freePort();
    private final Process sshd;

    private OpenSshServer(Path program) throws IOException {
        Path separation = Path.of("/run/sshd");
        if (user().equals("root") && !Files.exists(separation)) {
            Files.createDirectory(separation, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            makeKey(type, "host_" + type);
            makeKey(type, "login_" + type);
        }
        StringBuilder admitted = new StringBuilder();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            admitted.append(home.read("login_" + type + ".pub"));
        }
        home.write("admitted", admitted.toString());
        Path settings = home.write("sshd_config", """
            ListenAddress 127.0.0.1:%1$d
            HostKey %2$s/host_ed25519
            HostKey %2$s/host_ecdsa
            HostKey %2$s/host_rsa
            AuthorizedKeysFile %2$s/admitted
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            SetEnv PATH=%2$s/bin:/usr/sbin:/usr/bin:/sbin:/bin
            """.formatted(port, home.path()));
        sshd = new ProcessBuilder(program.toString(), "-D", "-e", "-f", settings.toString()).redirectErrorStream(true)
            .redirectOutput(home.path().resolve("sshd.log").toFile()).start();
        awaitListening();
    }

    /** Skips the calling test where OpenSSH's server is not installed. */
    public static OpenSshServer start() {
        Path program = InstalledServer.require("sshd");
        try {
            return new OpenSshServer(program);
        } catch (IOException e) {
            throw new UncheckedIOException("sshd did not start", e);
        }
    }

    private void makeKey(String type, String name) throws IOException {
        Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", home.path().resolve(name).toString())
            .redirectErrorStream(true).start();
        String said = new String(keygen.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keygen.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue() != 0) {
            throw new IOException("ssh-keygen: " + said);
        }
    }

    private void awaitListening() throws IOException {
        for (int attempt = 0; attempt < 200 && sshd.isAlive(); attempt++) {
            try (Socket client = new Socket()) {
                client.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                waitFor(50);
            }
        }
        String log = log();
        close();
        throw new IOException("Nothing listens on port " + port + ": " + log);
    }

    private boolean waitFor(long millis) {
        try {
            return sshd.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Who may log in. */
    public static String user() {
        return System.getProperty("user.name");
    }

    /** The host's public key of that type ({@code ed25519}, {@code ecdsa}, {@code rsa}), as {@code ssh-keyscan} prints it. */
    public String hostKey(String type) {
        return home.read("host_" + type + ".pub");
    }

    /** The private key of that type that is let in. */
    public Path loginKey(String type) {
        return home.path().resolve("login_" + type);
    }

    /** Writes a program of the host; those below {@code bin} are found by their name. */
    public Path program(String name, String text) {
        try {
            Files.createDirectories(home.path().resolve(name).getParent());
            return Files.setPosixFilePermissions(home.write(name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the host's programs wrote there. */
    public String read(String name) {
        return home.read(name);
    }

    public String log() {
        return home.read("sshd.log");
    }

    @Override public void close() {
        List<ProcessHandle> children = sshd.descendants().toList();
        sshd.destroy();
        if (!waitFor(10_000)) {
            sshd.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        home.remove();
    }
}
