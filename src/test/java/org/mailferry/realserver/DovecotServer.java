package org.mailferry.realserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.Sha256;
import org.mailferry.kernel.TransportSecurity;

/**
 * An empty Dovecot with a folder, ports, a certificate and a master user of its own. Every mailbox name exists: it is made at its
 * first login.
 */
public final class DovecotServer implements ImapServer {
    public static final String USER_PASSWORD = "user-secret";
    public static final String MASTER_USER = "migrator";
    public static final String MASTER_PASSWORD = "master-secret";

    private final Path home;
    private final int port = freePort();
    private final int tlsPort = freePort();

    /** How the server lays out its folders, and settings beyond. */
    public record Layout(String separator, String prefix, String settings) {
        public static final Layout PLAIN = new Layout("/", "", "");
        /** The other common layout: dots, everything below INBOX. */
        public static final Layout DOTTED = new Layout(".", "INBOX.", "");

        public Layout with(String more) {
            return new Layout(separator, prefix, settings + more + "\n");
        }
    }

    private DovecotServer(Path home) {
        this.home = home;
    }

    /** Skips the calling test where Dovecot is not installed. */
    public static DovecotServer start(Layout layout) {
        Path dovecot = InstalledServer.require("dovecot");
        try {
            // A socket's path has about 100 bytes, so the folder's is short.
            DovecotServer server = new DovecotServer(Files.createTempDirectory(Path.of("/tmp"), "dc"));
            server.write(layout);
            run(List.of(dovecot.toString(), "-c", server.home.resolve("dovecot.conf").toString()));
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("Dovecot did not start", e);
        }
    }

    @Override public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    public MailEndpoint plain() {
        return MailEndpoint.of("127.0.0.1", port, TransportSecurity.PLAIN);
    }

    public MailEndpoint pinnedTls() {
        return new MailEndpoint("127.0.0.1", tlsPort, TransportSecurity.TLS, Optional.of(fingerprint()));
    }

    /** The mailbox as the master user opens it. */
    @Override public MailAccount mailbox(String login) {
        return new MailAccount(plain(), CredentialMode.MASTER_USER, login, Optional.of(MASTER_USER), SecretReference.parse("env:MASTER"));
    }

    public static Secrets secrets() {
        return reference -> Secret.of(reference.name().equals("MASTER") ? MASTER_PASSWORD : USER_PASSWORD);
    }

    public String fingerprint() {
        try (InputStream in = Files.newInputStream(home.resolve("tls.crt"))) {
            byte[] encoded = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return HexFormat.of().formatHex(Sha256.digest().digest(encoded));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override public String log() {
        try {
            return Files.readString(home.resolve("dovecot.log"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        try {
            long pid = Long.parseLong(Files.readString(home.resolve("run/master.pid")).strip());
            ProcessHandle.of(pid).ifPresent(process -> {
                process.destroy();
                process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            });
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Dovecot below " + home + " did not stop", e);
        }
    }

    private void write(Layout layout) throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mail = Files.createDirectories(home.resolve("mail"));
        Files.createDirectories(home.resolve("run"));
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            // Mail may not belong to root.
            run(List.of("chown", "nobody:nogroup", mail.toString()));
        }
        run(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", home.resolve("tls.key").toString(), "-out", home.resolve("tls.crt").toString()));
        Files.writeString(home.resolve("master.passwd"), MASTER_USER + ":{PLAIN}" + MASTER_PASSWORD + "\n");
        Files.writeString(home.resolve("dovecot.conf"), configuration(layout, root));
    }

    private String configuration(Layout layout, boolean root) {
        String user = root ? "nobody" : System.getProperty("user.name");
        String unprivileged = root ? "" : "default_internal_user = %1$s\ndefault_login_user = %1$s\nservice anvil {\n chroot =\n}\n".formatted(user);
        return """
            protocols = imap
            listen = 127.0.0.1
            base_dir = %1$s/run
            state_dir = %1$s/run
            log_path = %1$s/dovecot.log
            ssl = yes
            ssl_cert = <%1$s/tls.crt
            ssl_key = <%1$s/tls.key
            disable_plaintext_auth = no
            auth_mechanisms = plain login
            auth_master_user_separator = *
            mail_location = sdbox:~/mail
            mail_max_userip_connections = 100
            passdb {
              driver = passwd-file
              master = yes
              args = %1$s/master.passwd
            }
            passdb {
              driver = static
              args = password=%2$s
            }
            userdb {
              driver = static
              args = uid=%3$s home=%1$s/mail/%%u%4$s
            }
            namespace inbox {
              inbox = yes
              separator = %5$s
              prefix = %6$s
            }
            service imap-login {
              inet_listener imap {
                port = %7$d
              }
              inet_listener imaps {
                port = %8$d
                ssl = yes
              }
            }
            """.formatted(home, USER_PASSWORD, user, root ? " gid=nogroup" : "", layout.separator(), layout.prefix(), port, tlsPort)
            + unprivileged + layout.settings();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No free port", e);
        }
    }

    private static void run(List<String> command) throws IOException {
        // Into a file, not a pipe: a daemon keeps the pipe open, and reading it would never end.
        Path output = Files.createTempFile("command", ".log");
        Process process = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
