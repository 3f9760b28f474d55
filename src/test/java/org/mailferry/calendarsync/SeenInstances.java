package org.mailferry.calendarsync;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.RecurrenceId;

/** When ical4j, which had no part in making the text, sees an item. */
public final class SeenInstances {
    private static final int YEARS = 20;

    private SeenInstances() {}

    /** The first so many, each with start and end: instants in UTC, or dates. */
    public static List<String> of(ContentLines lines, int count) {
        try {
            Calendar calendar = new CalendarBuilder().build(new StringReader(lines.text().replaceAll("\\R", "\r\n")));
            List<VEvent> events = calendar.getComponents("VEVENT");
            List<String> replaced = events.stream().map(SeenInstances::recurrenceId).flatMap(Optional::stream).map(SeenInstances::text).toList();
            List<String> seen = new ArrayList<>();
            for (VEvent event : events) {
                boolean override = recurrenceId(event).isPresent();
                occurrences(event).stream().filter(each -> override || !replaced.contains(each.split(" ")[0])).forEach(seen::add);
            }
            return seen.stream().sorted(Comparator.naturalOrder()).limit(count + (endless(lines) ? 0 : 1)).collect(Collectors.toList());
        } catch (Exception unreadable) {
            throw new AssertionError(lines.text(), unreadable);
        }
    }

    private static boolean endless(ContentLines lines) {
        return lines.named("RRULE").anyMatch(line -> !line.value().contains("UNTIL=") && !line.value().contains("COUNT="));
    }

    private static Optional<Temporal> recurrenceId(VEvent event) {
        return event.getProperty("RECURRENCE-ID").map(id -> ((RecurrenceId<?>) id).getDate());
    }

    private static List<String> occurrences(VEvent event) {
        Temporal start = event.getDateTimeStart().getDate();
        if (recurrenceId(event).isPresent() || event.getProperty("RRULE").isEmpty()) {
            Temporal end = event.getDateTimeEnd() == null ? start : event.getDateTimeEnd().getDate();
            return List.of(text(start) + " " + text(end));
        }
        return event.calculateRecurrenceSet(window(start)).stream().map(period -> (Period<?>) period)
            .map(period -> text(period.getStart()) + " " + text(period.getEnd())).distinct().toList();
    }

    private static Period<? extends Temporal> window(Temporal start) {
        if (start instanceof LocalDate date) {
            return new Period<>(date, date.plusYears(YEARS));
        }
        ZonedDateTime begin = start instanceof ZonedDateTime zoned ? zoned : Instant.from(start).atZone(ZoneOffset.UTC);
        return new Period<>(begin, begin.plusYears(YEARS));
    }

    private static String text(Temporal temporal) {
        if (temporal instanceof LocalDate) {
            return temporal.toString();
        }
        if (temporal instanceof LocalDateTime floating) {
            return floating.atZone(ZoneId.of("UTC")).toInstant() + "(floating)";
        }
        return Instant.from(temporal).toString();
    }
}
