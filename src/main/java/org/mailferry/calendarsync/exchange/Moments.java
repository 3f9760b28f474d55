package org.mailferry.calendarsync.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.mailferry.calendarsync.ContentLine;

/** Dates and times as iCalendar writes them. */
final class Moments {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private Moments() {}

    static String text(LocalDate date) {
        return DATE.format(date);
    }

    static String text(LocalDateTime local) {
        return TIME.format(local);
    }

    static String text(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    static ContentLine date(String property, LocalDate date) {
        return ContentLine.of(property + ";VALUE=DATE:" + text(date));
    }

    static ContentLine utc(String property, Instant instant) {
        return ContentLine.of(property + ":" + text(instant));
    }

    static boolean isDate(ContentLine line) {
        return line.value().strip().matches("\\d{8}");
    }

    static boolean isUtc(ContentLine line) {
        return line.value().strip().endsWith("Z");
    }

    /** What the clock shows, or midnight of a date; empty when it is neither. */
    static Optional<LocalDateTime> local(ContentLine line) {
        String value = line.value().strip();
        try {
            return Optional.of(isDate(line) ? LocalDate.parse(value, DATE).atStartOfDay() : LocalDateTime.parse(value.replaceAll("Z$", ""), TIME));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
