package org.mailferry.mailsync;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * When a message arrived, as the server writes it ({@code date-time} of RFC 9051 §9, without the quotes). The text travels as
 * it is, so that the zone survives; two dates are the same when they name the same instant.
 */
public record InternalDate(String text) {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder().parseCaseInsensitive()
        .appendPattern("d-MMM-yyyy HH:mm:ss xx").toFormatter(Locale.ENGLISH);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);

    public static InternalDate of(OffsetDateTime time) {
        return new InternalDate(WRITTEN.format(time));
    }

    /** The instant; the epoch when a server writes something that is no date. */
    public Instant instant() {
        try {
            return OffsetDateTime.parse(text.strip(), FORMAT).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    public boolean sameInstantAs(InternalDate other) {
        return instant().equals(other.instant());
    }
}
