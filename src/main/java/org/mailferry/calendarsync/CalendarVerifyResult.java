package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.Optional;

/**
 * @param toEnd everything was compared
 * @param summary what differs and nobody accepted yet, in a sentence; empty when nothing does; only meaningful when compared to the end
 * @param pause a server asked us to come back later
 */
public record CalendarVerifyResult(boolean toEnd, String summary, Optional<Duration> pause) {
    public boolean identical() {
        return toEnd && summary.isEmpty();
    }
}
