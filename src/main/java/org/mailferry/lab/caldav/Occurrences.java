package org.mailferry.lab.caldav;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/** When an event takes place, RFC 4791 §9.9. */
final class Occurrences {
    private static final Pattern UNTIL = Pattern.compile("UNTIL=([0-9TZ]+)");

    private final CalendarObject object;
    private final IcsClock clock;

    Occurrences(CalendarObject object) {
        this.object = object;
        this.clock = new IcsClock(object.calendar());
    }

    /** Whether the event, or one of its occurrences that nobody moved, falls into the time. */
    boolean overlap(IcsComponent event, Instant from, Instant to) {
        IcsComponent.Property start = event.first("DTSTART").orElseThrow();
        Duration length = length(event, start);
        return starts(event, start, from.minus(length), to)
            .anyMatch(begin -> to.isAfter(begin) && (length.isZero() ? !begin.isBefore(from) : begin.plus(length).isAfter(from)));
    }

    private Duration length(IcsComponent event, IcsComponent.Property start) {
        LocalDateTime begin = IcsClock.local(start.value());
        Instant first = clock.instant(start, begin);
        if (event.first("DTEND").isPresent()) {
            IcsComponent.Property end = event.first("DTEND").orElseThrow();
            return Duration.between(first, clock.instant(end, IcsClock.local(end.value())));
        }
        if (event.first("DURATION").isPresent()) {
            return Duration.between(first, clock.instant(start, begin.plus(IcsClock.duration(event.value("DURATION")))));
        }
        return IcsClock.isDate(start.value()) ? Duration.ofDays(1) : Duration.ZERO;
    }

    private Stream<Instant> starts(IcsComponent event, IcsComponent.Property start, Instant from, Instant to) {
        LocalDateTime first = IcsClock.local(start.value());
        Set<Instant> all = new HashSet<>(Set.of(clock.instant(start, first)));
        for (IcsComponent.Property rule : event.all("RRULE")) {
            List<LocalDateTime> dates = new Recur<LocalDateTime>(localUntil(rule.value(), start))
                .getDates(first, shifted(from, -1), shifted(to, 1));
            dates.forEach(date -> all.add(clock.instant(start, date)));
        }
        event.all("RDATE").forEach(dates -> all.addAll(instants(dates).toList()));
        if (event.first("RECURRENCE-ID").isEmpty()) {
            event.all("EXDATE").forEach(dates -> instants(dates).forEach(all::remove));
            object.parts().forEach(part -> part.all("RECURRENCE-ID").forEach(moved -> instants(moved).forEach(all::remove)));
        }
        return all.stream();
    }

    /** A day wider, because zones are apart by less. */
    private static LocalDateTime shifted(Instant instant, int days) {
        Instant possible = instant.isAfter(Instant.parse("2200-01-01T00:00:00Z")) ? Instant.parse("2200-01-01T00:00:00Z")
            : instant.isBefore(Instant.parse("1900-01-01T00:00:00Z")) ? Instant.parse("1900-01-01T00:00:00Z") : instant;
        return LocalDateTime.ofInstant(possible, ZoneOffset.UTC).plusDays(days);
    }

    private Stream<Instant> instants(IcsComponent.Property dates) {
        return Stream.of(dates.value().split(",")).map(value -> value.replaceAll("/.*", "").strip())
            .map(value -> clock.instant(new IcsComponent.Property(dates.name(), dates.parameters(), value), IcsClock.local(value)));
    }

    /** The rule runs on the clock of the event, and its end is written in UTC. */
    private String localUntil(String rule, IcsComponent.Property start) {
        Matcher until = UNTIL.matcher(rule);
        if (!until.find()) {
            return rule;
        }
        String value = until.group(1);
        LocalDateTime end = IcsClock.isDate(value) ? IcsClock.local(value).plusDays(1).minusSeconds(1)
            : value.endsWith("Z") ? clock.local(start, IcsClock.local(value).toInstant(ZoneOffset.UTC)) : IcsClock.local(value);
        return until.replaceFirst("UNTIL=" + end.format(java.time.format.DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")));
    }
}
