package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final WaitingClock clock = new WaitingClock();

    @Test void bytesAreHeldBelowTheirRate() {
        Pace pace = new Pace(1000, 0, 0, clock, clock::pass);
        assertThat(pace.isOver()).isTrue();
        pace.moved(8_000);
        assertThat(waits(pace)).isEqualTo(Duration.ofSeconds(8));
        pace.moved(500);
        assertThat(waits(pace)).isEqualTo(Duration.ofMillis(500));
    }

    @Test void messagesAreHeldBelowTheirRateAndTheStricterHolds() {
        Pace pace = new Pace(1_000_000, 2, 0, clock, clock::pass);
        assertThat(pace.isOver()).isTrue();
        for (int i = 0; i < 10; i++) {
            pace.moved(1);
        }
        assertThat(waits(pace)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test void theFirstBytesAreFree() {
        Pace pace = new Pace(100, 0, 10_000, clock, clock::pass);
        assertThat(pace.isOver()).isTrue();
        pace.moved(10_000);
        assertThat(pace.isOver()).isTrue();
        pace.moved(200);
        assertThat(waits(pace)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test void withoutLimitsNobodyWaits() {
        Pace pace = new Pace(0, 0, 0, clock, clock::pass);
        pace.moved(Long.MAX_VALUE / 2);
        assertThat(pace.isOver()).isTrue();
    }

    private Duration waits(Pace pace) {
        Instant began = clock.instant();
        while (!pace.isOver()) {
            pace.await();
        }
        return Duration.between(began, clock.instant());
    }

    private static final class WaitingClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
