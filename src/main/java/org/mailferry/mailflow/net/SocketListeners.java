package org.mailferry.mailflow.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.ServerTrust;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.ListenerFinding;
import org.mailferry.mailflow.ListenerFinding.State;
import org.mailferry.mailflow.Listeners;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.TlsVersions;
import org.springframework.stereotype.Component;

@Component
class SocketListeners implements Listeners {
    private final MailflowSettings settings;

    SocketListeners(MailflowSettings settings) {
        this.settings = settings;
    }

    @Override public ListenerFinding greet(MailEndpoint endpoint, Protocol protocol) {
        ServerTrust trust = ServerTrust.of(endpoint);
        try (Socket socket = connect(endpoint.host(), endpoint.port())) {
            return converse(endpoint, protocol, trust, socket);
        } catch (SSLException e) {
            return new ListenerFinding(State.ANSWERS, "", "", tlsProblem(e, trust));
        } catch (IOException e) {
            return notReached(e);
        }
    }

    @Override public TlsVersions versions(String host, int port, TlsStart start) {
        return TlsProbe.of(() -> connect(host, port), host, port, start);
    }

    @Override public OptionalLong largestMessage(MailEndpoint endpoint) {
        ServerTrust trust = ServerTrust.of(endpoint);
        try (Socket socket = connect(endpoint.host(), endpoint.port())) {
            if (endpoint.security() == TransportSecurity.TLS) {
                return Dialogue.over(handshake(socket, endpoint, trust), Protocol.SMTP).afterGreeting().largestMessage();
            }
            Dialogue dialogue = Dialogue.over(socket, Protocol.SMTP).afterGreeting();
            if (endpoint.security() == TransportSecurity.PLAIN) {
                return dialogue.largestMessage();
            }
            // What is said before TLS is nobody's word (RFC 3207 §4.2).
            return dialogue.startTls().isEmpty() ? Dialogue.over(handshake(socket, endpoint, trust), Protocol.SMTP).largestMessage() : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override public ListenerFinding knock(String host, int port) {
        try (Socket socket = connect(host, port)) {
            return new ListenerFinding(State.ANSWERS, "", "", "");
        } catch (IOException e) {
            return notReached(e);
        }
    }

    private ListenerFinding converse(MailEndpoint endpoint, Protocol protocol, ServerTrust trust, Socket socket) throws IOException {
        if (endpoint.security() == TransportSecurity.TLS) {
            SSLSocket tls = handshake(socket, endpoint, trust);
            return finding(protocol, Dialogue.over(tls, protocol).greeting(), tls.getSession().getProtocol());
        }
        Dialogue dialogue = Dialogue.over(socket, protocol);
        String greeting = dialogue.greeting();
        if (endpoint.security() == TransportSecurity.PLAIN) {
            return finding(protocol, greeting, "");
        }
        String refusal = dialogue.startTls();
        if (!refusal.isEmpty()) {
            return new ListenerFinding(State.ANSWERS, greeting, "", "answers, but refuses STARTTLS: " + refusal);
        }
        return finding(protocol, greeting, handshake(socket, endpoint, trust).getSession().getProtocol());
    }

    private static ListenerFinding finding(Protocol protocol, String greeting, String tls) {
        boolean expected = protocol == Protocol.IMAP ? greeting.startsWith("* OK") || greeting.startsWith("* PREAUTH") : greeting.startsWith("220");
        return new ListenerFinding(State.ANSWERS, greeting, tls, expected ? "" : "answers, but not as " + protocol + ": '" + greeting + "'");
    }

    private Socket connect(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("the host name has no address");
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, millis(settings.connectTimeout()));
            socket.setSoTimeout(millis(settings.readTimeout()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static SSLSocket handshake(Socket socket, MailEndpoint endpoint, ServerTrust trust) throws IOException {
        SSLSocket tls = (SSLSocket) trust.socketFactory().createSocket(socket, endpoint.host(), endpoint.port(), true);
        if (trust.verifiesHostName()) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private static String tlsProblem(SSLException e, ServerTrust trust) {
        return "answers, but TLS fails: " + e.getMessage() + trust.seenSha256()
            .map(print -> ". The server shows a certificate with SHA-256 " + print + ": compare it on the server, then pin it in the plan").orElse("");
    }

    private static ListenerFinding notReached(IOException e) {
        if (e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused")) {
            return new ListenerFinding(State.REFUSED, "", "", "refuses the connection: nobody listens");
        }
        if (e instanceof SocketTimeoutException) {
            return new ListenerFinding(State.UNREACHABLE, "", "", "does not answer in time: a firewall or a dead host");
        }
        return new ListenerFinding(State.UNREACHABLE, "", "", "cannot be reached: " + e.getMessage());
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }
}
