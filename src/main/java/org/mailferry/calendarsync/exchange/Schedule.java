package org.mailferry.calendarsync.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeEvent.Times;
import org.mailferry.calendarsync.ExchangeRecurrence;

/**
 * When an item is and how it repeats, written by one clock.
 *
 * @param days present when the item, or the series, is all-day
 */
record Schedule(WallClock clock, Optional<Days> days) {
    private static final String RULE = "RRULE";

    /** DTSTART and DTEND of a single event, a series or an exception. */
    Block timed(Block event, Times times, WallClock endClock, Remarks remarks) {
        Block bare = event.without("DURATION");
        if (times.end().isBefore(times.start())) {
            remarks.add("It ended before it began, and now ends when it begins");
        }
        if (times.allDay()) {
            Days own = days.orElseGet(() -> Days.of(times, clock, event.first("DTSTART").flatMap(Moments::local)));
            LocalDate first = own.of(times.start());
            LocalDate after = own.of(times.end());
            return bare.with(Moments.date("DTSTART", first)).with(Moments.date("DTEND", after.isAfter(first) ? after : first.plusDays(1)))
                .withValue("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
        }
        Block begun = bare.with(clock.line("DTSTART", times.start())).withValue("X-MICROSOFT-CDO-ALLDAYEVENT", "FALSE");
        // RFC 5545 §3.8.2.2 wants an end after the start; without one it ends at once.
        return times.end().isAfter(times.start()) ? begun.with(endClock.line("DTEND", times.end())) : begun.without("DTEND");
    }

    ContentLine moment(String property, Instant instant) {
        return days.map(known -> Moments.date(property, known.of(instant))).orElseGet(() -> clock.line(property, instant));
    }

    /** RRULE and EXDATE of a series. EWS's recurrence wins, except over calendars that EWS cannot say. */
    Block repeated(Block event, Times times, Optional<ExchangeRecurrence> recurrence, List<Instant> deleted, Remarks remarks) {
        boolean foreign = event.first(RULE).filter(line -> line.value().toUpperCase(Locale.ROOT).contains("RSCALE=")).isPresent();
        Optional<String> rule = recurrence.isPresent() && !foreign ? recurrence.map(known -> Rules.pattern(known) + end(known, times))
            : event.first(RULE).map(line -> rendered(line.value().strip(), times));
        if (rule.isEmpty()) {
            remarks.add("It is a series without a rule, of which only the first occurrence is known");
        }
        List<ContentLine> excluded = new TreeSet<>(deleted).stream().map(start -> moment("EXDATE", start)).toList();
        Block ruled = rule.map(text -> event.withValue(RULE, text)).orElse(event.without(RULE));
        return ruled.without("RDATE").without("EXRULE").with("EXDATE", excluded);
    }

    private String end(ExchangeRecurrence recurrence, Times times) {
        if (recurrence.count().isPresent()) {
            return ";COUNT=" + recurrence.count().getAsInt();
        }
        return recurrence.until().map(day -> ";UNTIL=" + until(day, times)).orElse("");
    }

    /** The last day's occurrence is the last instant of the series. */
    private String until(LocalDate day, Times times) {
        if (days.isPresent()) {
            return Moments.text(day);
        }
        LocalTime at = clock.at(times.start()).toLocalTime();
        return Moments.text(day.atTime(at).toInstant(clock.rules().getOffset(day.atTime(at))));
    }

    /** The server's rule with an UNTIL of the kind that DTSTART has, RFC 5545 §3.3.10. */
    private String rendered(String rule, Times times) {
        List<String> parts = Stream.of(rule.split(";")).map(part -> {
            Optional<ContentLine> until = part.toUpperCase(Locale.ROOT).startsWith("UNTIL=") ? Optional.of(ContentLine.of("UNTIL:" + part.substring(6))) : Optional.empty();
            return until.flatMap(line -> Moments.local(line).map(local -> "UNTIL=" + (Moments.isDate(line) ? until(local.toLocalDate(), times)
                : days.isPresent() ? Moments.text(clock.at(local.toInstant(ZoneOffset.UTC)).toLocalDate()) : Moments.text(local) + "Z"))).orElse(part);
        }).toList();
        return String.join(";", parts);
    }
}
