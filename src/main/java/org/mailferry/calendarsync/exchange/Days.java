package org.mailferry.calendarsync.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.mailferry.calendarsync.ExchangeEvent.Times;

/**
 * Dates of all-day events, which EWS gives as instants of midnights somewhere.
 *
 * @param start of an event that is known to be on {@code date}
 */
record Days(Instant start, LocalDate date) {
    private static final Duration HALF = Duration.ofHours(12);

    /** By the clock; where that shows no midnight by what the server rendered; else the nearest midnight. */
    static Days of(Times times, WallClock clock, Optional<LocalDateTime> rendered) {
        LocalDateTime local = clock.at(times.start());
        Optional<LocalDate> shown = rendered.filter(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT)).map(LocalDateTime::toLocalDate);
        LocalDate date = local.toLocalTime().equals(LocalTime.MIDNIGHT) ? local.toLocalDate() : shown.orElse(local.plus(HALF).toLocalDate());
        return new Days(times.start(), date);
    }

    /** Clocks that change between the two are rounded away. */
    LocalDate of(Instant instant) {
        return date.plusDays(Math.floorDiv(Duration.between(start, instant).plus(HALF).toSeconds(), Duration.ofDays(1).toSeconds()));
    }
}
