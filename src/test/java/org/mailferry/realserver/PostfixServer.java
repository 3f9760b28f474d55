package org.mailferry.realserver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Postfix with its own configuration, queue and port, which relays everything to the next hop. It needs root, as Postfix does; its
 * folder must be open to other users, and is removed with the server.
 */
public final class PostfixServer implements AutoCloseable {
    private static final String SERVICES = """
        127.0.0.1:%d inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """;
    private static final String SETTINGS = """
        compatibility_level = 3.6
        config_directory = %1$s/conf
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/mail.log
        maillog_file_prefixes = /
        myhostname = %2$s
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        relayhost = [127.0.0.1]:%3$d
        smtp_host_lookup = native
        disable_dns_lookups = yes
        smtpd_relay_restrictions = permit_mynetworks, reject
        alias_maps =
        alias_database =
        local_recipient_maps =
        """;

    private final Path program;
    private final Path folder;
    private final int port;

    private PostfixServer(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** @param hostName how it writes itself into Received lines */
    public static PostfixServer start(String hostName, int nextHopPort) {
        Path program = InstalledServer.require("postfix");
        assumeTrue(System.getProperty("user.name").equals("root"), "Postfix starts as root only: tests against it are skipped");
        try {
            Path folder = Files.createTempDirectory("postfix");
            folder.toFile().setExecutable(true, false);
            folder.toFile().setReadable(true, false);
            PostfixServer server = new PostfixServer(program, folder, freePort());
            server.configure(hostName, nextHopPort);
            server.postfix("start");
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Postfix could not be started", e);
        }
    }

    public int port() {
        return port;
    }

    /** Sends everything to another next hop from now on. */
    public void relayTo(int nextHopPort) {
        run(program.resolveSibling("postconf").toString(), "-c", folder + "/conf", "-e", "relayhost=[127.0.0.1]:" + nextHopPort);
        postfix("reload");
    }

    @Override public void close() {
        postfix("stop");
        run("rm", "-rf", folder.toString());
    }

    private void configure(String hostName, int nextHopPort) throws IOException {
        for (String name : new String[] {"conf", "queue", "data"}) {
            Files.createDirectory(folder.resolve(name)).toFile().setExecutable(true, false);
        }
        Files.writeString(folder.resolve("conf/main.cf"), SETTINGS.formatted(folder, hostName, nextHopPort));
        Files.writeString(folder.resolve("conf/master.cf"), SERVICES.formatted(port));
        run("chown", "postfix", folder.resolve("data").toString());
    }

    private void postfix(String command) {
        run(program.toString(), "-c", folder + "/conf", command);
    }

    private void run(String... command) {
        try {
            Path output = folder.resolve("output.log");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command) + " did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Postfix was at work", e);
        }
    }

    private void awaitListening() throws IOException {
        IOException last = new IOException("never tried");
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return;
            } catch (IOException notYet) {
                last = notYet;
                run("sleep", "0.1");
            }
        }
        throw last;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
