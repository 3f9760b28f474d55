package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** iCalendar that a client stores, as properties ([MS-OXCICAL] §2.1.3.1). What Exchange has no property for is lost, as it is there. */
final class MimeReader {
    /** @param deleted true: an EXDATE */
    record Occurrence(Instant original, boolean deleted, List<Node> fields) {
        void putInto(EwsItem master, ItemWriter writer) {
            for (int number = 1; number <= master.dates().size(); number++) {
                boolean here = !master.deleted.contains(number) && master.occurrence(number).originalStart().equals(original);
                if (here && deleted) {
                    master.occurrence(number).delete();
                    return;
                }
                if (here) {
                    EwsItem exception = master.occurrence(number);
                    fields.stream().filter(field -> !field.name().equals("t:UID") && !field.name().equals("t:Organizer"))
                        .forEach(field -> exception.fields.put(EwsFields.ofElement(field).orElseThrow(), field));
                    exception.keep();
                    return;
                }
            }
        }
    }

    private final VComponent calendar;
    private final VComponent main;

    private MimeReader(VComponent calendar) {
        this.calendar = calendar;
        List<VComponent> events = calendar.all("VEVENT");
        main = events.stream().filter(event -> event.first("RECURRENCE-ID").isEmpty()).findFirst().or(() -> events.stream().findFirst())
            .orElseThrow(() -> invalid("it holds no event"));
    }

    static MimeReader of(byte[] bytes) {
        return new MimeReader(VComponent.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    static EwsError invalid(String why) {
        return EwsError.item("ErrorMimeContentInvalid", "The MIME content is invalid: " + why);
    }

    List<Node> master() {
        return read(main, true);
    }

    List<Occurrence> occurrences() {
        List<Occurrence> occurrences = new ArrayList<>();
        for (VComponent.Line line : main.lines("EXDATE")) {
            for (String value : line.value().split(",")) {
                occurrences.add(new Occurrence(time(line, value), true, List.of()));
            }
        }
        calendar.all("VEVENT").stream().filter(event -> event != main).forEach(event -> event.first("RECURRENCE-ID")
            .ifPresent(line -> occurrences.add(new Occurrence(time(line, line.value()), false, read(event, false)))));
        return occurrences;
    }

    private List<Node> read(VComponent event, boolean whole) {
        try {
            List<Node> fields = new ArrayList<>();
            VComponent.Line start = event.first("DTSTART").orElseThrow(() -> invalid("an event has no DTSTART"));
            WindowsZone zone = zone(start);
            fields.add(zone.reference("t:StartTimeZone"));
            fields.add(zone.reference("t:EndTimeZone"));
            boolean allDay = start.value().length() == 8;
            Instant begin = time(start, start.value());
            fields.add(Node.text("t:Start", begin));
            fields.add(Node.text("t:End", end(event, begin, allDay)));
            fields.add(Node.text("t:IsAllDayEvent", allDay));
            fields.addAll(EventText.read(event, whole));
            if (whole) {
                event.first("RRULE").ifPresent(rule -> fields.add(RuleText.read(rule.value(), zone.local(begin), zone)));
            }
            return fields;
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private Instant end(VComponent event, Instant begin, boolean allDay) {
        Optional<VComponent.Line> end = event.first("DTEND");
        if (end.isPresent()) {
            return time(end.get(), end.get().value());
        }
        return event.first("DURATION").map(line -> begin.plus(EventText.duration(line.value()))).orElse(begin.plusSeconds(allDay ? 86_400 : 0));
    }

    private WindowsZone zone(VComponent.Line line) {
        String tzid = line.parameter("TZID");
        if (tzid.isEmpty()) {
            return EwsZones.orUtc("UTC");
        }
        return EwsZones.ofCalendar(tzid).or(() -> calendar.all("VTIMEZONE").stream().filter(zone -> zone.first("TZID").map(VComponent.Line::value).orElse("").equals(tzid))
            .findFirst().flatMap(MimeReader::alike)).orElseThrow(() -> invalid("nobody knows the time zone " + tzid));
    }

    /** A zone of this server with the same offset, with a summer time or without. */
    private static Optional<WindowsZone> alike(VComponent zone) {
        String offset = zone.all("STANDARD").stream().flatMap(half -> half.first("TZOFFSETTO").stream()).map(VComponent.Line::value).findFirst().orElse("+0000");
        boolean summer = zone.all("DAYLIGHT").stream().anyMatch(half -> !half.first("TZOFFSETTO").map(VComponent.Line::value).orElse(offset).equals(offset));
        for (WindowsZone each : EwsZones.all()) {
            int seconds = java.time.ZoneOffset.of(offset).getTotalSeconds();
            boolean sameOffset = each.rules().getStandardOffset(Instant.EPOCH).getTotalSeconds() == seconds;
            if (sameOffset && each.rules().getTransitionRules().isEmpty() != summer) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private Instant time(VComponent.Line line, String value) {
        String digits = value.strip();
        String text = digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6, 8)
            + (digits.length() == 8 ? "T00:00:00" : "T" + digits.substring(9, 11) + ":" + digits.substring(11, 13) + ":" + digits.substring(13, 15));
        LocalDateTime local = LocalDateTime.parse(text);
        return digits.endsWith("Z") ? local.toInstant(java.time.ZoneOffset.UTC) : zone(line).instant(local);
    }
}
