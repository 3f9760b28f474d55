package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private Duration waitAfter(int misses) {
        for (int miss = 0; miss < misses; miss++) {
            throttle.missed("anna");
        }
        Instant start = now;
        while (throttle.holdsBack("anna")) {
            now = now.plusSeconds(1);
        }
        return Duration.between(start, now);
    }

    @Test void theFirstTriesAreFree() {
        assertThat(waitAfter(2)).isZero();
    }

    @Test void theWaitDoublesToAMinuteAndNeverEndsInALock() {
        assertThat(waitAfter(3)).hasSeconds(1);
        assertThat(waitAfter(1)).hasSeconds(2);
        assertThat(waitAfter(1)).hasSeconds(4);
        assertThat(waitAfter(30)).hasSeconds(60);
    }

    @Test void aRightPasswordForgetsTheWrongOnes() {
        waitAfter(5);
        throttle.succeeded("ANNA");
        assertThat(waitAfter(2)).isZero();
    }

    @Test void oneUsersGuessesDoNotHoldBackAnother() {
        waitAfter(3);
        throttle.missed("anna");
        assertThat(throttle.holdsBack("viktor")).isFalse();
    }
}
