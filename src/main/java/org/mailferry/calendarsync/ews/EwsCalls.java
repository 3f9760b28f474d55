package org.mailferry.calendarsync.ews;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;
import org.springframework.util.unit.DataSize;

/**
 * Calls for one mailbox by one login, over a connection of its own. It repeats nothing that was carried out. What concerns the server, the
 * login or the mailbox is an exception; what concerns an item is the caller's to read.
 */
final class EwsCalls {
    private static final MediaType XML = MediaType.get("text/xml; charset=utf-8");
    /** Room for the files that a policy may let through, which travel as Base64. */
    private static final DataSize LONGEST = DataSize.ofMegabytes(32);
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private final HttpCalls http;
    private final HttpUrl url;
    private final EwsLogin login;
    private final Optional<NtlmConnection> connection;
    private boolean loginRefused;

    EwsCalls(HttpCalls shared, HttpUrl url, EwsLogin login, Clock clock) {
        this.http = shared.apart(LONGEST, SLOWEST);
        this.url = url;
        this.login = login;
        this.connection = login.ntlm() ? Optional.of(new NtlmConnection(new Ntlm(login.account().login(), login.password(), clock))) : Optional.empty();
    }

    boolean loginRefused() {
        return loginRefused;
    }

    EwsLogin login() {
        return login;
    }

    String server() {
        return url.host();
    }

    /**
     * @param operation the element in the body, such as {@code <m:GetItem>…</m:GetItem>}
     * @param what it does, for the exception: "did not … of the mailbox"
     */
    EwsAnswer ask(String operation, String what) {
        HttpReply reply = post(Envelope.around(operation, login));
        if (reply.tooLong()) {
            return new EwsAnswer(List.of(), false, true);
        }
        boolean soap = reply.status() == 200 || reply.status() == 500;
        EwsAnswer answer = soap ? EwsAnswer.of(reply.body()) : new EwsAnswer(List.of(), false, false);
        if (reply.status() != 200 || answer.messages().isEmpty() && !answer.mended()) {
            throw answer.messages().stream().findFirst().map(fault -> failure(fault, what)).orElseGet(() -> refused(reply, what));
        }
        answer.messages().stream().filter(EwsMessage::isOfMailbox).findFirst().ifPresent(message -> {
            throw failure(message, what);
        });
        return answer;
    }

    /** The one message of a request with one target. @throws MigrationException when there is none */
    EwsMessage one(String operation, String what) {
        EwsAnswer answer = ask(operation, what);
        if (answer.messages().size() != 1) {
            throw MigrationException.transientFailure("Exchange at " + server() + " did not " + what + " of " + login.mailbox() + ": its answer "
                + (answer.tooLong() ? "is longer than " + LONGEST : "cannot be read"), null);
        }
        return answer.messages().get(0);
    }

    /** The content of a request that must succeed. */
    XmlElement require(String operation, String what) {
        EwsMessage message = one(operation, what);
        if (!message.ok()) {
            throw failure(message, what);
        }
        return message.content();
    }

    MigrationException failure(EwsMessage message, String what) {
        return message.failure(server(), login, what);
    }

    private MigrationException refused(HttpReply reply, String what) {
        String said = "Exchange at " + server() + " did not " + what + " of " + login.mailbox() + ": it answered " + reply.status()
            + (reply.status() == 200 ? " with something else than web services; check the address " + url : "");
        return reply.status() == 500 ? MigrationException.transientFailure(said, null) : MigrationException.permanent(said);
    }

    private HttpReply post(String envelope) {
        byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
        HttpReply reply = connection.map(ntlm -> ntlm.send((proof, empty) -> send(empty ? new byte[0] : body, proof)))
            .orElseGet(() -> send(body, Optional.of(login.authorization())));
        if (reply.status() == 401) {
            loginRefused = true;
            throw MigrationException.permanent("Exchange at " + server() + " refused the login of " + login.account().login() + offered(reply)
                + ". Check login, password and scheme of the mailbox's calendars.");
        }
        return reply;
    }

    private static String offered(HttpReply reply) {
        Headers headers = reply.headers();
        String schemes = headers.values("WWW-Authenticate").stream().map(value -> value.split("[ ,]", 2)[0]).distinct().reduce((a, b) -> a + ", " + b).orElse("nothing");
        return " (it offers " + schemes + ")";
    }

    private HttpReply send(byte[] body, Optional<String> authorization) {
        Request.Builder request = new Request.Builder().url(url).post(RequestBody.create(body, XML)).header("Accept", "text/xml")
            .header("User-Agent", "Mailferry").header("X-AnchorMailbox", login.mailbox()).header("X-PreferServerAffinity", "true")
            .header("client-request-id", UUID.randomUUID().toString()).header("return-client-request-id", "true");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return http.exchange(request.build());
    }
}
