package org.mailferry.lab.pbm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Access and refresh tokens (section 2.2.1), timed by the injected clock. */
final class PbmTokens {
    private record Grant(String mail, Instant accessEnds, String refresh, Instant refreshEnds) {}

    private final Map<String, Grant> grants = new HashMap<>();
    private final Clock clock;
    private final Duration access;
    private final Duration refresh;

    PbmTokens(Clock clock, Duration access, Duration refresh) {
        this.clock = clock;
        this.access = access;
        this.refresh = refresh;
    }

    synchronized PbmAnswer grant(PbmUser user) {
        String accessToken = "access-" + UUID.randomUUID();
        Instant now = clock.instant();
        Grant grant = new Grant(user.mail, now.plus(access), "refresh-" + UUID.randomUUID(), now.plus(refresh));
        grants.put(accessToken, grant);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessToken);
        answer.put("refresh_token", grant.refresh());
        answer.put("expire", access.toSeconds());
        answer.put("tenant-id", user.tenant);
        answer.put("role", user.role());
        return PbmAnswer.json(200, answer);
    }

    /** The mail of the token's owner when access and refresh token belong together and the refresh token still lives; it ends both. */
    synchronized Optional<String> redeem(String accessToken, String refreshToken) {
        Grant grant = grants.get(accessToken);
        if (grant == null || !grant.refresh().equals(refreshToken) || !clock.instant().isBefore(grant.refreshEnds())) {
            return Optional.empty();
        }
        grants.remove(accessToken);
        return Optional.of(grant.mail());
    }

    synchronized Optional<String> owner(String accessToken) {
        return Optional.ofNullable(grants.get(accessToken)).map(Grant::mail);
    }

    synchronized boolean expired(String accessToken) {
        return !clock.instant().isBefore(grants.get(accessToken).accessEnds());
    }

    /** Ends every access token at once, as an administrator of the product can. */
    synchronized void expireAll() {
        grants.replaceAll((token, grant) -> new Grant(grant.mail(), clock.instant(), grant.refresh(), grant.refreshEnds()));
    }

    synchronized void forgetAll() {
        grants.clear();
    }
}
