package org.mailferry.calendarsync;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last day on which an item can happen, give or take its zone; empty when that takes more than a look at its lines. */
final class LastDay {
    private static final Pattern UNTIL = Pattern.compile("UNTIL=(\\d{8})");

    private LastDay() {}

    static Optional<LocalDate> of(ContentLines lines) {
        Stream.Builder<LocalDate> days = Stream.builder();
        boolean zone = false;
        for (ContentLine line : lines.lines()) {
            if (line.value().equalsIgnoreCase("VTIMEZONE")) {
                zone = line.is("BEGIN");
            }
            boolean dated = line.is("DTSTART") || line.is("DTEND") || line.is("DUE");
            boolean open = line.is("RDATE") || line.is("DURATION");
            if (zone || !dated && !open && !line.is("RRULE")) {
                continue;
            }
            Optional<LocalDate> day = open ? Optional.empty() : line.is("RRULE") ? until(line.value()) : day(line.value());
            if (day.isEmpty()) {
                return Optional.empty();
            }
            days.add(day.get());
        }
        return days.build().max(Comparator.naturalOrder());
    }

    private static Optional<LocalDate> until(String rule) {
        Matcher until = UNTIL.matcher(rule);
        return until.find() ? day(until.group(1)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return value.length() < 8 ? Optional.empty() : Optional.of(LocalDate.parse(value.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
