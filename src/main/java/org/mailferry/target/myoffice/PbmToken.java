package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/**
 * @param renewAt when four fifths of its life are over
 * @param role 1 administrator of a tenant, 2 user, 3 super administrator (P8)
 */
record PbmToken(Secret access, Secret refresh, Instant renewAt, String tenant, int role) {
    static final int SUPER_ADMINISTRATOR = 3;
    private static final long EPOCH_SECONDS_2001 = 1_000_000_000L;
    private static final long EPOCH_MILLIS_2001 = EPOCH_SECONDS_2001 * 1_000;

    static PbmToken of(JsonNode answer, Instant now) {
        if (!answer.path("access_token").isTextual() || !answer.path("refresh_token").isTextual()) {
            throw MigrationException.permanent("PBM answered a login without a token; is the plan's pbm url the PBM server?");
        }
        return new PbmToken(Secret.of(answer.path("access_token").asText()), Secret.of(answer.path("refresh_token").asText()),
            now.plus(lifetime(answer.path("expire").asLong(), now).multipliedBy(4).dividedBy(5)),
            answer.path("tenant-id").asText(), answer.path("role").asInt());
    }

    /** The guide calls {@code expire} the lifetime and gives no unit; a number of this size is a point in time. */
    private static Duration lifetime(long expire, Instant now) {
        if (expire >= EPOCH_MILLIS_2001) {
            return Duration.between(now, Instant.ofEpochMilli(expire));
        }
        return expire >= EPOCH_SECONDS_2001 ? Duration.between(now, Instant.ofEpochSecond(expire)) : Duration.ofSeconds(expire);
    }
}
