package org.mailferry.window.process;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** A point in time as a form or a person writes it: ISO 8601, with or without seconds; without an offset it is the plan's local time. */
final class FormTime {
    private FormTime() {}

    static Optional<Instant> parse(String text, ZoneId zone) {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(time instanceof OffsetDateTime offset ? offset.toInstant() : ((LocalDateTime) time).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
