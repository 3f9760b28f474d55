package org.mailferry.calendarsync.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ExchangeAttendee;
import org.mailferry.calendarsync.ExchangeAttendee.Kind;
import org.mailferry.calendarsync.ExchangeAttendee.Response;
import org.mailferry.calendarsync.ExchangeAttendee.Role;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeEvent.Meeting;
import org.mailferry.calendarsync.ExchangeEvent.Times;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WindowsZones;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Takes an item apart into what EWS writes; what would come out as another series is refused. */
@Component
final class SilentItemFields implements EventFields {
    private final WindowsZones zones;
    private final ExchangeSettings settings;

    SilentItemFields(WindowsZones zones, ExchangeSettings settings) {
        this.zones = zones;
        this.settings = settings;
    }

    @Override public Fields fields(SilentItem item) {
        Block calendar = Block.parse(item.lines()).stream().filter(block -> block.name().equals("VCALENDAR")).findFirst().orElseThrow();
        List<Block> events = calendar.inner("VEVENT").toList();
        List<Block> masters = events.stream().filter(event -> event.first("RECURRENCE-ID").isEmpty()).toList();
        if (masters.size() != 1) {
            throw MigrationException.permanent(events.isEmpty() ? "It is no event, and Exchange's calendars take only those"
                : "It has " + masters.size() + " events besides exceptions, and Exchange wants one");
        }
        Remarks losses = new Remarks();
        FieldClock clock = new FieldClock(zones, settings.zone(), calendar);
        Block master = masters.get(0);
        boolean series = master.first("RRULE").isPresent();
        List<Block> overrides = events.stream().filter(event -> event.first("RECURRENCE-ID").isPresent()).toList();
        if (!series && !overrides.isEmpty() || master.first("RDATE").isPresent() || master.first("EXRULE").isPresent() || master.named("RRULE").count() > 1) {
            throw MigrationException.permanent("Exchange has no series of single dates, without a rule or with several");
        }
        ExchangeEvent event = event(master, item.uid(), series ? ExchangeEvent.Kind.MASTER : ExchangeEvent.Kind.SINGLE, Optional.empty(), clock, losses);
        List<ExchangeOccurrence> exceptions = overrides.stream().map(override -> occurrence(override, item.uid(), clock, losses)).toList();
        return new Fields(new ExchangeItem(Optional.empty(), event, exceptions, deleted(master, clock), Optional.empty(), Optional.empty()), losses.list());
    }

    private static ExchangeOccurrence occurrence(Block override, String uid, FieldClock clock, Remarks losses) {
        ContentLine id = override.first("RECURRENCE-ID").orElseThrow();
        if (!id.parameter("RANGE").isEmpty()) {
            throw MigrationException.permanent("Exchange cannot change an occurrence and all that follow it in one series");
        }
        Instant original = clock.instant(id);
        ExchangeEvent event = event(override, uid, ExchangeEvent.Kind.EXCEPTION, Optional.of(original), clock, losses);
        return new ExchangeOccurrence(original, event.times().start(), event.times().end(), Optional.of(event));
    }

    private static List<Instant> deleted(Block master, FieldClock clock) {
        return master.named("EXDATE").filter(ContentLine::isProperty).flatMap(line -> Stream.of(line.value().split(",")).map(line::withValue)).map(clock::instant).distinct().toList();
    }

    private static ExchangeEvent event(Block block, String uid, ExchangeEvent.Kind kind, Optional<Instant> original, FieldClock clock, Remarks losses) {
        Times times = times(block, original, clock);
        FieldContent content = new FieldContent(block, losses);
        Optional<ExchangeRecurrence> recurrence = kind == ExchangeEvent.Kind.MASTER ? Optional.of(recurrence(block, times, clock)) : Optional.empty();
        Optional<Instant> modified = block.first("LAST-MODIFIED").filter(Moments::isUtc).flatMap(Moments::local).map(local -> local.toInstant(ZoneOffset.UTC));
        return new ExchangeEvent(uid, kind, times, content.content(times), meeting(block, losses), recurrence, content.attachments(), modified);
    }

    private static Times times(Block block, Optional<Instant> original, FieldClock clock) {
        ContentLine start = block.first("DTSTART").orElseThrow(() -> MigrationException.permanent("It has no DTSTART"));
        Instant begins = clock.instant(start);
        Optional<ContentLine> end = block.first("DTEND");
        boolean allDay = Moments.isDate(start);
        Duration usual = allDay ? Duration.ofDays(1) : Duration.ZERO;
        Instant ends = end.map(clock::instant).orElseGet(() -> begins.plus(block.first("DURATION").map(line -> FieldContent.duration(line.value().strip())).orElse(usual)));
        if (ends.isBefore(begins)) {
            throw MigrationException.permanent("It ends before it begins");
        }
        return new Times(begins, ends, original, allDay, Optional.of(clock.zone(start)), Optional.of(clock.zone(end.orElse(start))));
    }

    private static ExchangeRecurrence recurrence(Block master, Times times, FieldClock clock) {
        ContentLine start = master.first("DTSTART").orElseThrow();
        String rule = master.first("RRULE").orElseThrow().value().strip();
        Optional<LocalDate> until = Stream.of(rule.split(";")).filter(part -> part.toUpperCase(Locale.ROOT).startsWith("UNTIL=")).findFirst()
            .map(part -> clock.until(part.substring("UNTIL=".length()), start));
        return RuleReading.read(rule, clock.date(start, times.start()), until);
    }

    private static Meeting meeting(Block block, Remarks losses) {
        List<ExchangeAttendee> attendees = block.named("ATTENDEE").filter(ContentLine::isProperty).map(line -> person(line, role(line))).toList();
        boolean cancelled = block.first("STATUS").filter(line -> line.value().strip().equalsIgnoreCase("CANCELLED")).isPresent();
        if (cancelled) {
            losses.add("Exchange cannot be told that it is cancelled");
        }
        if (attendees.stream().anyMatch(attendee -> attendee.response() != Response.NO_RESPONSE)) {
            losses.add("Exchange cannot be told what attendees answered");
        }
        int sequence = block.first("SEQUENCE").map(line -> line.value().strip()).filter(value -> value.matches("\\d{1,6}")).map(Integer::parseInt).orElse(0);
        return new Meeting(!attendees.isEmpty(), cancelled, attendees.isEmpty() ? 0 : 1, sequence, Response.UNKNOWN,
            block.first("ORGANIZER").map(line -> person(line, Role.ORGANIZER)), attendees);
    }

    private static ExchangeAttendee person(ContentLine line, Role role) {
        boolean group = line.parameter("CUTYPE").stream().anyMatch("GROUP"::equalsIgnoreCase);
        return new ExchangeAttendee(line.parameter("CN").stream().findFirst().orElse(""), line.value().strip().replaceAll("(?i)^mailto:", ""), "SMTP",
            group ? Kind.GROUP : Kind.MAILBOX, role, role == Role.ORGANIZER ? Response.ORGANIZER : response(line));
    }

    private static Role role(ContentLine line) {
        String type = line.parameter("CUTYPE").stream().findFirst().orElse("").toUpperCase(Locale.ROOT);
        String role = line.parameter("ROLE").stream().findFirst().orElse("").toUpperCase(Locale.ROOT);
        return type.equals("ROOM") || type.equals("RESOURCE") ? Role.RESOURCE : role.equals("OPT-PARTICIPANT") || role.equals("NON-PARTICIPANT") ? Role.OPTIONAL : Role.REQUIRED;
    }

    private static Response response(ContentLine line) {
        return switch (line.parameter("PARTSTAT").stream().findFirst().orElse("").toUpperCase(Locale.ROOT)) {
            case "ACCEPTED" -> Response.ACCEPTED;
            case "TENTATIVE" -> Response.TENTATIVE;
            case "DECLINED" -> Response.DECLINED;
            default -> Response.NO_RESPONSE;
        };
    }
}
