package org.mailferry.lab.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

/**
 * An authoritative name server for one zone on a free loopback port, UDP and TCP (RFC 1035 §4.2). Its records live in a
 * {@link Zone} that the demo changes while it runs.
 */
public final class LabDns implements AutoCloseable {
    private static final int LARGEST_REQUEST_BYTES = 4_096;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Supplier<Zone> zone;

    private LabDns(DatagramSocket udp, ServerSocket tcp, Supplier<Zone> zone) {
        this.udp = udp;
        this.tcp = tcp;
        this.zone = zone;
    }

    /** @param zone asked for every answer, so that a server can be made to lag behind */
    public static LabDns start(Supplier<Zone> zone) {
        LabDns dns = bind(zone);
        daemon("lab-dns-udp", dns::serveUdp);
        daemon("lab-dns-tcp", dns::serveTcp);
        return dns;
    }

    public int port() {
        return udp.getLocalPort();
    }

    @Override public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both protocols need the same port, and only one of them chooses it: another program may have the other's. */
    private static LabDns bind(Supplier<Zone> zone) {
        IOException last = new IOException("no port tried");
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                try {
                    return new LabDns(udp, new ServerSocket(udp.getLocalPort(), 50, InetAddress.getLoopbackAddress()), zone);
                } catch (IOException e) {
                    udp.close();
                    last = e;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("The lab found no port for its name server", last);
    }

    private void serveUdp() {
        byte[] buffer = new byte[LARGEST_REQUEST_BYTES];
        while (!udp.isClosed()) {
            try {
                DatagramPacket request = new DatagramPacket(buffer, buffer.length);
                udp.receive(request);
                byte[] answer = zone.get().answer(java.util.Arrays.copyOf(buffer, request.getLength()));
                udp.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
            } catch (IOException e) {
                // Closed, or not a request: a name server does not answer noise.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                daemon("lab-dns-client", () -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client; DataInputStream in = new DataInputStream(client.getInputStream());
             DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            client.setSoTimeout(5_000);
            while (true) {
                byte[] request = in.readNBytes(in.readUnsignedShort());
                byte[] answer = zone.get().answer(request);
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            // The client has its answers and went away.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
