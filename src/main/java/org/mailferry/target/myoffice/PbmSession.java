package org.mailferry.target.myoffice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.mailferry.http.HttpAnswer;
import org.mailferry.http.HttpCalls;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.target.TargetSystem.AdminApi;

/**
 * The service account's login at PBM, shared by all workers: whoever finds the token old renews it while the others wait.
 *
 * <p>A refused login is not tried again with the same password for {@link #REFUSAL_STANDS}, because PBM blocks the address of
 * whoever keeps trying (P89), and that would stop the whole migration.
 */
final class PbmSession {
    static final Duration REFUSAL_STANDS = Duration.ofMinutes(5);

    private record Refusal(Secret password, Instant until, String text) {}

    private final HttpCalls http;
    private final Secrets secrets;
    private final Clock clock;
    private final AdminApi api;
    private final HttpUrl authUrl;
    private Optional<PbmToken> current = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();

    PbmSession(HttpCalls http, Secrets secrets, Clock clock, AdminApi api, HttpUrl authUrl) {
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
        this.api = api;
        this.authUrl = authUrl;
    }

    synchronized PbmToken token() {
        if (current.isEmpty()) {
            return login();
        }
        PbmToken token = current.get();
        return clock.instant().isBefore(token.renewAt()) ? token : renew(token);
    }

    /** A token younger than the one that PBM called expired. */
    synchronized PbmToken after(PbmToken expired) {
        return movedOnFrom(expired) ? token() : renew(expired);
    }

    /** Another worker renewed the token since this one was handed out, which may have ended it. */
    synchronized boolean movedOnFrom(PbmToken token) {
        return current.filter(token::equals).isEmpty();
    }

    /** The token is no good: the next call logs in. */
    synchronized void forget(PbmToken token) {
        current = current.filter(kept -> !kept.equals(token));
    }

    private PbmToken renew(PbmToken token) {
        HttpAnswer answer = http.send(new Request.Builder().url(authUrl).header("Authorization", "Bearer " + token.access().reveal())
            .post(new FormBody.Builder().add("refresh_token", token.refresh().reveal()).build()).build());
        // A refresh token ends too; then the password is the way in again.
        return answer.ok() ? keep(PbmToken.of(PbmWords.json(answer), clock.instant())) : login();
    }

    private PbmToken login() {
        Secret password = secrets.resolve(api.password());
        refusal.filter(known -> known.password().equals(password) && clock.instant().isBefore(known.until())).ifPresent(known -> {
            throw MigrationException.permanent(known.text() + " It is not tried again before " + known.until()
                + " unless the password is changed, because PBM blocks addresses that keep trying.");
        });
        current = Optional.empty();
        HttpAnswer answer = http.send(new Request.Builder().url(authUrl)
            .post(new FormBody.Builder().add("login", api.login()).add("password", password.reveal()).build()).build());
        if (!answer.ok()) {
            throw refused(password, "PBM refused the login of " + api.login() + " with " + answer.status() + " '"
                + PbmWords.of(answer, password) + "'. Check login and password " + api.password() + " of the plan's pbm.");
        }
        PbmToken token = PbmToken.of(PbmWords.json(answer), clock.instant());
        // 1 rules its own tenant, 3 rules all (P8).
        if (token.role() == 2 || token.role() == 1 && !token.tenant().equals(api.tenant())) {
            throw refused(password, "PBM let " + api.login() + " in with role " + token.role() + " of tenant '" + token.tenant()
                + "', which may not manage accounts of tenant '" + api.tenant() + "'. Name an administrator of that tenant in the plan's pbm.");
        }
        refusal = Optional.empty();
        return keep(token);
    }

    private MigrationException refused(Secret password, String text) {
        refusal = Optional.of(new Refusal(password, clock.instant().plus(REFUSAL_STANDS), text));
        return MigrationException.permanent(text);
    }

    private PbmToken keep(PbmToken token) {
        current = Optional.of(token);
        return token;
    }
}
