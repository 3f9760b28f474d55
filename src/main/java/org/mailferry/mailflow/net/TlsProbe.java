package org.mailferry.mailflow.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailferry.mailflow.Listeners.Protocol;
import org.mailferry.mailflow.Listeners.TlsStart;
import org.mailferry.mailflow.TlsVersions;

/** Tries each version of TLS that Java speaks by itself. Any certificate will do: nothing but the handshake is sent. */
final class TlsProbe {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    /** Opens a connection to the port. */
    interface Opening {
        Socket open() throws IOException;
    }

    private TlsProbe() {}

    static TlsVersions of(Opening opening, String host, int port, TlsStart start) {
        List<String> offered = new ArrayList<>();
        String problem = "";
        for (String version : VERSIONS) {
            Optional<String> failed = attempt(opening, host, port, start, version);
            if (failed.isEmpty()) {
                offered.add(version);
            }
            problem = failed.orElse(problem);
        }
        return new TlsVersions(offered, offered.isEmpty() ? problem : "");
    }

    /** @return why not; empty when the version was agreed on */
    private static Optional<String> attempt(Opening opening, String host, int port, TlsStart start, String version) {
        try (Socket socket = opening.open()) {
            if (start != TlsStart.AT_ONCE) {
                Dialogue dialogue = Dialogue.over(socket, start == TlsStart.AFTER_IMAP_STARTTLS ? Protocol.IMAP : Protocol.SMTP);
                dialogue.greeting();
                String refusal = dialogue.startTls();
                if (!refusal.isEmpty()) {
                    return Optional.of("refuses STARTTLS: " + refusal);
                }
            }
            SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(socket, host, port, true);
            tls.setEnabledProtocols(new String[] {version});
            tls.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(words(e));
        }
    }

    /** The same failure has many texts, by server and by version of Java. */
    private static String words(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("protocol_version") || text.contains("not accepted by client preferences")) {
            return "speaks only TLS older than 1.2, which Java refuses: update the server, or put a TLS bridge (such as stunnel) before it";
        }
        if (text.contains("handshake_failure") || text.contains("insufficient_security") || text.contains("no cipher suites in common")) {
            return "speaks TLS but shares no cipher with Java. Where it is the GOST edition of MyOffice Mail, every channel needs Russian cryptography (P1): "
                + "put a GOST TLS tunnel on this host and name its local end in the plan";
        }
        if (text.contains("unsupported or unrecognized ssl message")) {
            return "answers, but not with TLS";
        }
        if (e instanceof SSLException || e instanceof EOFException || text.contains("reset")) {
            return "hangs up in the handshake: " + e.getMessage();
        }
        return "cannot be reached: " + e.getMessage();
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
