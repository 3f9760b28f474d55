package org.mailferry.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long a wave's copying still takes, from what it copied so far. */
@Component
final class TimeLeft {
    private final Clock clock;

    TimeLeft(Clock clock) {
        this.clock = clock;
    }

    Optional<Duration> of(WaveProgress wave) {
        return Optional.empty();
    }
}
