package org.mailferry.process.form;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.mailferry.kernel.Redaction;

/** The kinds of answers. Each makes one value out of what a browser or another client posts; of pasted output its secrets are hidden. */
enum FieldKind {
    TEXT, OUTPUT, TICK, CHOICE, NUMBER, MOMENT, DATE;

    /** The answer as the runbook stores it. @throws IllegalArgumentException naming what was expected */
    Object read(Object posted) {
        String text = posted.toString().strip();
        switch (this) {
            case OUTPUT:
                return Redaction.of(text);
            case TICK:
                return flag(text).orElseThrow(() -> new IllegalArgumentException("must be ticked or not"));
            case NUMBER:
                return number(text);
            case MOMENT:
                return moment(text).toString();
            case DATE:
                return date(text).toString();
            default:
                return text;
        }
    }

    static Optional<Boolean> flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(Boolean.valueOf(text));
        }
        return Optional.empty();
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number");
        }
    }

    /** Tasklist posts {@code 2026-12-24T22:00+00:00}; the runbook and its timers want {@code 2026-12-24T22:00:00Z}. */
    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a date and time with its offset, such as 2026-12-24T22:00Z");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a date, such as 2026-12-24");
        }
    }
}
