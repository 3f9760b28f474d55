package org.mailferry.realserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An authoritative Knot DNS on a free port of the loopback interface, with its own folder. */
public final class KnotServer implements AutoCloseable {
    private static final int TRIES = 200;

    private final Path folder;
    private final Path program;
    private final int port;
    private final Process process;

    private KnotServer(Path program, Path folder, int port, Process process) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** @param zones zone name to the records after its SOA, in zone file form; the SOA's serial is 1 */
    public static KnotServer start(Path folder, Map<String, String> zones) {
        Path program = InstalledServer.require("knotd");
        try {
            int port = freePort();
            for (Map.Entry<String, String> zone : zones.entrySet()) {
                write(folder, zone.getKey(), 1, zone.getValue());
            }
            String zoneLines = zones.keySet().stream().map(zone -> "  - domain: " + zone + "\n    file: " + zone + ".zone\n")
                .collect(Collectors.joining());
            Path config = Files.writeString(folder.resolve("knot.conf"), "server:\n  rundir: " + folder + "\n  listen: 127.0.0.1@" + port
                + "\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\ndatabase:\n  storage: " + folder
                + "\ntemplate:\n  - id: default\n    storage: " + folder + "\n    zonefile-sync: -1\nzone:\n" + zoneLines);
            Process process = new ProcessBuilder(program.toString(), "-c", config.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("knot.log").toFile()).start();
            KnotServer server = new KnotServer(program, folder, port, process);
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Knot could not be started in " + folder, e);
        }
    }

    public int port() {
        return port;
    }

    /** {@code host:port}, as a plan names it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Publishes other records under a higher serial and returns once Knot serves them. */
    public void publish(String zone, int serial, String records) {
        try {
            write(folder, zone, serial, records);
            Process reload = new ProcessBuilder(program.resolveSibling("knotc").toString(), "-b", "-c", folder.resolve("knot.conf").toString(), "zone-reload", zone)
                .redirectErrorStream(true).redirectOutput(folder.resolve("knotc.log").toFile()).start();
            if (!reload.waitFor(20, TimeUnit.SECONDS) || reload.exitValue() != 0) {
                throw new IllegalStateException("Knot did not reload " + zone + ": " + Files.readString(folder.resolve("knotc.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Zone " + zone + " could not be published", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Knot reloaded " + zone, e);
        }
    }

    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() throws IOException {
        for (int attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        close();
        throw new IllegalStateException("Knot did not start: " + Files.readString(folder.resolve("knot.log")));
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Knot started", e);
        }
    }

    private static void write(Path folder, String zone, int serial, String records) throws IOException {
        Files.writeString(folder.resolve(zone + ".zone"), "$ORIGIN " + zone + ".\n$TTL 300\n@ IN SOA ns." + zone + ". admin." + zone + ". " + serial
            + " 3600 600 86400 300\n@ IN NS ns." + zone + ".\nns IN A 127.0.0.1\n" + records + "\n");
    }

    /** Free for TCP and UDP alike. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                 DatagramSocket udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (java.net.BindException taken) {
                // The UDP port of that number is taken: try the next one.
            }
        }
        throw new IOException("No port is free for both TCP and UDP");
    }
}
