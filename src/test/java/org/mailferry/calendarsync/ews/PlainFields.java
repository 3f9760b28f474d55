package org.mailferry.calendarsync.ews;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ExchangeAttendee;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.calendarsync.ExchangeZone;
import org.mailferry.calendarsync.SilentItem;

/** Items of tests only: times in UTC, weekly series on one day with a COUNT. */
final class PlainFields implements EventFields {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Override public Fields fields(SilentItem item) {
        List<List<ContentLine>> events = new ArrayList<>();
        for (ContentLine line : item.lines().lines()) {
            if (line.is("BEGIN") && line.value().equals("VEVENT")) {
                events.add(new ArrayList<>());
            }
            if (!events.isEmpty()) {
                events.get(events.size() - 1).add(line);
            }
        }
        List<ContentLine> master = events.get(0);
        List<ExchangeOccurrence> exceptions = events.stream().skip(1).map(lines -> {
            ExchangeEvent event = event(item.uid(), lines, ExchangeEvent.Kind.EXCEPTION);
            return new ExchangeOccurrence(time(lines, "RECURRENCE-ID"), event.times().start(), event.times().end(), Optional.of(event));
        }).toList();
        List<Instant> deleted = master.stream().filter(line -> line.is("EXDATE")).map(line -> Instant.from(UTC.parse(line.value()))).toList();
        ExchangeEvent.Kind kind = text(master, "RRULE").isEmpty() ? ExchangeEvent.Kind.SINGLE : ExchangeEvent.Kind.MASTER;
        return new Fields(new ExchangeItem(event(item.uid(), master, kind), exceptions, deleted, Optional.empty()), List.of());
    }

    private static ExchangeEvent event(String uid, List<ContentLine> lines, ExchangeEvent.Kind kind) {
        Optional<ExchangeZone> zone = Optional.of(new ExchangeZone("UTC"));
        Instant start = time(lines, "DTSTART");
        ExchangeEvent.Times times = new ExchangeEvent.Times(start, time(lines, "DTEND"), Optional.empty(), false, zone, zone);
        ExchangeEvent.Content content = new ExchangeEvent.Content(text(lines, "SUMMARY"), text(lines, "LOCATION"), Optional.empty(), ExchangeEvent.Busy.BUSY,
            ExchangeEvent.Sensitivity.NORMAL, List.of(), ExchangeEvent.Importance.NORMAL, Optional.empty());
        List<ExchangeAttendee> people = lines.stream().filter(line -> line.is("ATTENDEE")).map(line -> new ExchangeAttendee("", line.value().replace("mailto:", ""),
            "SMTP", ExchangeAttendee.Kind.MAILBOX, ExchangeAttendee.Role.REQUIRED, ExchangeAttendee.Response.UNKNOWN)).toList();
        ExchangeEvent.Meeting meeting = new ExchangeEvent.Meeting(!people.isEmpty(), false, 0, 0, ExchangeAttendee.Response.UNKNOWN, Optional.empty(), people);
        return new ExchangeEvent(uid, kind, times, content, meeting, kind == ExchangeEvent.Kind.MASTER ? Optional.of(weekly(lines, start)) : Optional.empty(), List.of(), Optional.empty());
    }

    private static ExchangeRecurrence weekly(List<ContentLine> lines, Instant start) {
        LocalDate day = start.atZone(ZoneOffset.UTC).toLocalDate();
        int count = Integer.parseInt(text(lines, "RRULE").replaceFirst(".*COUNT=(\\d+).*", "$1"));
        return new ExchangeRecurrence(ExchangeRecurrence.Pattern.WEEKLY, 1, Set.of(day.getDayOfWeek()), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
            Optional.of(DayOfWeek.MONDAY), day, Optional.empty(), OptionalInt.of(count));
    }

    private static Instant time(List<ContentLine> lines, String name) {
        return Instant.from(UTC.parse(text(lines, name)));
    }

    private static String text(List<ContentLine> lines, String name) {
        return lines.stream().filter(line -> line.is(name)).map(ContentLine::text).findFirst().orElse("");
    }
}
