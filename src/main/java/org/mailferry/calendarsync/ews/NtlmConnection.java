package org.mailferry.calendarsync.ews;

import java.util.Optional;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/**
 * NTLM over HTTP ([MS-NTHT]): a handshake proves the connection, and requests over it need no proof. The handshake is made with an empty
 * request, so that no request travels three times; it is made anew when the server has forgotten us, which it says before it does anything.
 */
final class NtlmConnection {
    /** Sends the request, or an empty one in its place. */
    interface Sending {
        HttpReply send(Optional<String> authorization, boolean empty);
    }

    private final Ntlm ntlm;
    private boolean proved;

    NtlmConnection(Ntlm ntlm) {
        this.ntlm = ntlm;
    }

    HttpReply send(Sending sending) {
        if (proved) {
            HttpReply reply = sending.send(Optional.empty(), false);
            if (reply.status() != 401) {
                return reply;
            }
            proved = false;
        }
        HttpReply challenged = sending.send(Optional.of(ntlm.hello()), true);
        Optional<String> challenge = challenged.headers().values("WWW-Authenticate").stream().filter(value -> value.startsWith("NTLM "))
            .map(value -> value.substring(5).strip()).findFirst();
        if (challenged.status() != 401 || challenge.isEmpty()) {
            return noChallenge(challenged);
        }
        if (!challenged.lasting() || challenged.header("Connection").filter(value -> value.equalsIgnoreCase("close")).isPresent()) {
            throw MigrationException.transientFailure("The server closed the connection during the NTLM login; a proxy in between may not keep connections", null);
        }
        HttpReply reply = sending.send(Optional.of(ntlm.answer(challenge.get())), false);
        proved = reply.status() != 401;
        return reply;
    }

    private static HttpReply noChallenge(HttpReply reply) {
        if (reply.status() == 401) {
            throw MigrationException.permanent("The server does not offer NTLM: it offers " + reply.headers().values("WWW-Authenticate"));
        }
        // The empty request was let through without a login, or is no request for that server: what it says is told.
        return reply;
    }
}
