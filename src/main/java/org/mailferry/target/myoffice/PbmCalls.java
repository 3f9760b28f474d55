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
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.target.TargetSystem.AdminApi;

/**
 * How every call of PBM version 2 is made. The tenant is fixed, so that no call crosses tenants. The header
 * {@code isAdmin: webAdminSolo}, which would wipe optional fields (P33), is never sent. A call whose token expired, or was replaced
 * meanwhile by another worker, is repeated once with the new token (P109); every other 401 and 403 is {@code PERMANENT} (P110).
 */
final class PbmCalls {
    private static final MediaType JSON_PATCH = MediaType.get("application/json-patch+json");
    private static final String TOKEN_EXPIRED = "TOKEN EXPIRED";

    private final HttpCalls http;
    private final PbmSession session;
    private final HttpUrl base;
    private final AdminApi api;

    PbmCalls(HttpCalls http, Secrets secrets, Clock clock, AdminApi api) {
        this.http = http;
        this.api = api;
        this.base = base(api.url());
        this.session = new PbmSession(http, secrets, clock, api, base.newBuilder().addPathSegment("auth").build());
    }

    String tenant() {
        return api.tenant();
    }

    /** The service login may see and make every tenant (P8). */
    boolean rulesAllTenants() {
        return session.token().role() == PbmToken.SUPER_ADMINISTRATOR;
    }

    /** The address of these path segments, each encoded as one. */
    HttpUrl.Builder at(String... segments) {
        HttpUrl.Builder url = base.newBuilder();
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url;
    }

    /** @return empty for 404. @throws MigrationException {@code PERMANENT} for any other refusal, naming {@code what} */
    Optional<HttpAnswer> get(HttpUrl.Builder url, String what) {
        HttpAnswer answer = send(new Request.Builder().url(url.build()).get());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw MigrationException.permanent("PBM could not show " + what + ": " + answer.status() + " " + PbmWords.of(answer));
        }
        return Optional.of(answer);
    }

    Optional<PbmRefusal> put(HttpUrl.Builder url, Map<String, String> form, Map<String, Secret> secretFields) {
        return written(request(url).put(form(form, secretFields)), secretFields);
    }

    Optional<PbmRefusal> post(HttpUrl.Builder url, Map<String, String> form) {
        return written(request(url).post(form(form, Map.of())), Map.of());
    }

    /** Webdomains alone are changed by a form (P63). */
    Optional<PbmRefusal> patchForm(HttpUrl.Builder url, Map<String, String> form, Map<String, Secret> secretFields) {
        return written(request(url).patch(form(form, secretFields)), secretFields);
    }

    Optional<PbmRefusal> patch(HttpUrl.Builder url, List<PbmPatch> changes) {
        return written(request(url).patch(RequestBody.create(PbmWords.bytes(changes), JSON_PATCH)), Map.of());
    }

    Optional<PbmRefusal> delete(HttpUrl.Builder url) {
        return written(request(url).delete(), Map.of());
    }

    private static Request.Builder request(HttpUrl.Builder url) {
        return new Request.Builder().url(url.build()).header("accept", "application/json");
    }

    private static FormBody form(Map<String, String> fields, Map<String, Secret> secretFields) {
        FormBody.Builder body = new FormBody.Builder();
        secretFields.forEach((name, value) -> body.add(name, value.reveal()));
        fields.forEach(body::add);
        return body.build();
    }

    private Optional<PbmRefusal> written(Request.Builder request, Map<String, Secret> secretFields) {
        HttpAnswer answer = send(request);
        Secret[] secrets = secretFields.values().toArray(Secret[]::new);
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
