package org.mailferry.calendarsync.ical;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.RecurrenceId;
import org.mailferry.calendarsync.CalendarInstance;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.InstanceExpansion;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Asks ical4j, which knows the item's own VTIMEZONE. An exception stands in the place of the occurrence that its RECURRENCE-ID names. */
@Component
final class Ical4jExpansion implements InstanceExpansion {
    static {
        // It would fetch time zones from the network.
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    }

    @Override public List<CalendarInstance> expand(ContentLines item, Instant from, Instant to) {
        HostileRules.refuse(item);
        try {
            Calendar calendar = new CalendarBuilder().build(new StringReader(item.text().replaceAll("\\R", "\r\n")));
            List<VEvent> events = calendar.getComponents("VEVENT");
            Set<String> replaced = new HashSet<>();
            for (VEvent event : events) {
                recurrenceId(event).map(Moment::text).ifPresent(replaced::add);
            }
            List<CalendarInstance> instances = new ArrayList<>();
            for (VEvent event : events) {
                add(event, replaced, from, to, instances);
            }
            instances.sort(Comparator.naturalOrder());
            return instances;
        } catch (MigrationException e) {
            throw e;
        } catch (Exception | StackOverflowError fault) {
            // It throws ClassCastException and others on malformed items, besides what it declares.
            throw MigrationException.permanent("ical4j cannot say when it takes place: " + fault.getMessage());
        }
    }

    private static void add(VEvent event, Set<String> replaced, Instant from, Instant to, List<CalendarInstance> instances) {
        boolean override = recurrenceId(event).isPresent();
        if (event.getProperty("RECURRENCE-ID").flatMap(id -> id.getParameter(Parameter.RANGE)).isPresent()) {
            throw MigrationException.permanent("an exception is meant for all that follow (RANGE), which programs understand in different ways");
        }
        for (Period<?> period : occurrences(event, override, from, to)) {
            String start = Moment.text(period.getStart());
            boolean within = Moment.instant(period.getStart()).isBefore(to)
                && (Moment.instant(period.getEnd()).isAfter(from) || !Moment.instant(period.getStart()).isBefore(from));
            if (within && (override || !replaced.contains(start))) {
                instances.add(new CalendarInstance(start, EventWords.of(event, period.getEnd())));
            }
        }
    }

    private static Iterable<Period<?>> occurrences(VEvent event, boolean override, Instant from, Instant to) {
        Temporal start = event.<Temporal>getStartDate().orElseThrow(() -> MigrationException.permanent("an event has no start")).getDate();
        Temporal end = event.<Temporal>getEndDate().map(DtEnd::getDate).orElse(start);
        if (override || event.getProperty("RRULE").isEmpty() && event.getProperty("RDATE").isEmpty()) {
            return List.of(Moment.period(start, end));
        }
        List<Period<?>> periods = new ArrayList<>();
        event.calculateRecurrenceSet(Moment.window(start, from, to)).forEach(periods::add);
        return periods.stream().distinct().toList();
    }

    private static Optional<Temporal> recurrenceId(VEvent event) {
        return event.getProperty("RECURRENCE-ID").map(id -> ((RecurrenceId<?>) id).getDate());
    }

    /** The three kinds of times of RFC 5545, section 3.3.5, and dates. */
    private static final class Moment {
        private Moment() {}

        static String text(Temporal temporal) {
            if (temporal instanceof LocalDate) {
                return temporal.toString();
            }
            return temporal instanceof LocalDateTime floating ? floating + " floating" : Instant.from(temporal).toString();
        }

        static Instant instant(Temporal temporal) {
            if (temporal instanceof LocalDate date) {
                return date.atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return temporal instanceof LocalDateTime floating ? floating.toInstant(ZoneOffset.UTC) : Instant.from(temporal);
        }

        static Period<?> period(Temporal start, Temporal end) {
            if (start instanceof LocalDate first && end instanceof LocalDate last) {
                return new Period<>(first, last);
            }
            if (start instanceof LocalDateTime first && end instanceof LocalDateTime last) {
                return new Period<>(first, last);
            }
            return new Period<>(instant(start), instant(end));
        }

        /** A day more on each side, because the zone of the event is not that of the window. */
        static Period<? extends Temporal> window(Temporal start, Instant from, Instant to) {
            ZonedDateTime begin = from.atZone(ZoneOffset.UTC).minusDays(1);
            ZonedDateTime end = to.atZone(ZoneOffset.UTC).plusDays(1);
            if (start instanceof LocalDate) {
                return new Period<>(begin.toLocalDate(), end.toLocalDate());
            }
            if (start instanceof LocalDateTime) {
                return new Period<>(begin.toLocalDateTime(), end.toLocalDateTime());
            }
            return start instanceof ZonedDateTime zoned
                ? new Period<>(begin.withZoneSameInstant(zoned.getZone()), end.withZoneSameInstant(zoned.getZone())) : new Period<>(begin, end);
        }
    }
}
