package org.mailferry.target.myoffice;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.mailferry.http.HttpAnswer;
import org.mailferry.http.HttpCalls;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.target.TargetSystem.AdminApi;

/**
 * PBM version 2, users of one tenant (P9, P19, P25, P28). It never sends the header {@code isAdmin: webAdminSolo}, which would wipe
 * optional fields (P33), and never deletes (P30). A call whose token expired, or was replaced meanwhile by another worker, is
 * repeated once with the new token (P109); every other 401 and 403 is {@code PERMANENT} (P110).
 */
final class PbmClient {
    private static final MediaType JSON_PATCH = MediaType.get("application/json-patch+json");
    private static final String TOKEN_EXPIRED = "TOKEN EXPIRED";

    private final HttpCalls http;
    private final PbmSession session;
    private final HttpUrl users;
    private final AdminApi api;

    PbmClient(HttpCalls http, Secrets secrets, Clock clock, AdminApi api) {
        HttpUrl base = base(api.url());
        this.http = http;
        this.api = api;
        this.session = new PbmSession(http, secrets, clock, api, base.newBuilder().addPathSegment("auth").build());
        this.users = base.newBuilder().addPathSegment("users").addPathSegment(api.tenant()).build();
    }

    Optional<PbmUser> find(EmailAddress mail) {
        HttpAnswer answer = send(user(mail).get());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw MigrationException.permanent("PBM could not show " + mail + ": " + answer.status() + " " + PbmWords.of(answer));
        }
        return Optional.of(PbmUser.of(PbmWords.json(answer)));
    }

    /** Makes a user. @return the server's refusal (400, 404, 409 and the like), empty when it was made */
    Optional<PbmRefusal> put(EmailAddress mail, Map<String, String> form, Secret password) {
        FormBody.Builder body = new FormBody.Builder().add("userPassword", password.reveal());
        form.forEach(body::add);
        return written(send(user(mail).put(body.build()).header("accept", "application/json")), password);
    }

    /** Changes a user. @return the server's refusal, empty when it was changed */
    Optional<PbmRefusal> patch(EmailAddress mail, List<PbmPatch> changes) {
        return written(send(user(mail).patch(RequestBody.create(PbmWords.bytes(changes), JSON_PATCH))));
    }

    private static Optional<PbmRefusal> written(HttpAnswer answer, Secret... secrets) {
        if (!answer.ok()) {
            return Optional.of(new PbmRefusal(answer.status(), PbmWords.of(answer, secrets)));
        }
        if (!PbmWords.json(answer).path("success").asBoolean()) {
            return Optional.of(new PbmRefusal(answer.status(), "the answer was not a success: " + PbmWords.of(answer, secrets)));
        }
        return Optional.empty();
    }

    private HttpAnswer send(Request.Builder request) {
        PbmToken token = session.token();
        HttpAnswer answer = http.send(with(token, request));
        if (answer.status() == 401 && (PbmWords.of(answer).equals(TOKEN_EXPIRED) || session.movedOnFrom(token))) {
            token = session.after(token);
            answer = http.send(with(token, request));
        }
        if (answer.status() == 401) {
            session.forget(token);
            throw MigrationException.permanent("PBM refused the token of " + api.login() + ": " + PbmWords.of(answer)
                + ". Check that the account is still an administrator, then try again.");
        }
        if (answer.status() == 403) {
            throw MigrationException.permanent("PBM forbids " + api.login() + " to manage tenant '" + api.tenant() + "': "
                + PbmWords.of(answer) + " Check role and tenant of the plan's pbm.");
        }
        return answer;
    }

    private static Request with(PbmToken token, Request.Builder request) {
        return request.header("Authorization", "Bearer " + token.access().reveal()).build();
    }

    private Request.Builder user(EmailAddress mail) {
        return new Request.Builder().url(users.newBuilder().addPathSegment(mail.text()).build());
    }

    /** Passwords travel in these calls, so anything but TLS is only spoken to this machine. */
    private static HttpUrl base(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw MigrationException.permanent("The plan's pbm url '" + url + "' is not a web address; it looks like https://pbm.example.org");
        }
        if (!parsed.isHttps() && !parsed.host().equals("127.0.0.1") && !parsed.host().equals("localhost")) {
            throw MigrationException.permanent("The plan's pbm url '" + url + "' must begin with https://");
        }
        return parsed.newBuilder().addPathSegment("v2").build();
    }
}
