package org.mailferry.calendarsync;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.calendarsync.ExchangeAttendee.Kind;
import org.mailferry.calendarsync.ExchangeAttendee.Response;
import org.mailferry.calendarsync.ExchangeAttendee.Role;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;

/** An {@link ExchangeItem} as an example's YAML says it; what is left out is what Exchange says of an appointment of an hour. */
final class ExampleItem {
    private static final Pattern PERSON = Pattern.compile("(?:(\\w+) (\\w+) )?(.*?) ?<(.*)>");
    private static final Pattern SWITCH = Pattern.compile("(\\d+) (-?\\d) (\\w+) (\\d\\d:\\d\\d)");

    private final Map<String, Object> values;

    private ExampleItem(Map<String, Object> values) {
        this.values = values;
    }

    static ExchangeItem of(Map<String, Object> example, Optional<ContentLines> mime) {
        ExampleItem item = new ExampleItem(example);
        return new ExchangeItem(item.text("owner").map(EmailAddress::parse), inner(example, "event").event(),
            item.maps("exceptions").stream().map(ExampleItem::occurrence).toList(), item.texts("deleted").stream().map(Instant::parse).toList(),
            item.text("last").map(Instant::parse), mime);
    }

    private static ExchangeOccurrence occurrence(ExampleItem item) {
        Optional<ExchangeEvent> event = item.values.containsKey("event") ? Optional.of(inner(item.values, "event").event()) : Optional.empty();
        Instant start = event.map(known -> known.times().start()).orElseGet(() -> item.instant("start").orElseThrow());
        Instant end = event.map(known -> known.times().end()).orElseGet(() -> item.instant("end").orElseThrow());
        return new ExchangeOccurrence(item.instant("originalStart").orElseThrow(), start, end, event);
    }

    private ExchangeEvent event() {
        return new ExchangeEvent(text("uid").orElse(""), named(ExchangeEvent.Kind.class, "kind", ExchangeEvent.Kind.SINGLE), times(), content(), meeting(),
            values.containsKey("recurrence") ? Optional.of(inner(values, "recurrence").recurrence()) : Optional.empty(),
            maps("attachments").stream().map(ExampleItem::attachment).toList(), instant("modified"));
    }

    private ExchangeEvent.Times times() {
        Instant start = instant("start").orElseThrow();
        return new ExchangeEvent.Times(start, instant("end").orElse(start.plus(Duration.ofHours(1))), instant("originalStart"), flag("allDay"),
            zone("zone"), zone("endZone").or(() -> zone("zone")));
    }

    private Optional<ExchangeZone> zone(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value).map(ExchangeZone::new);
        }
        ExampleItem zone = inner(values, key);
        Optional<ExchangeZone.Rule> rule = zone.text("standard").map(offset -> new ExchangeZone.Rule(ZoneOffset.of(offset), zone.daylight()));
        return Optional.of(new ExchangeZone(zone.text("id").orElse(""), zone.text("name").orElse(""), rule));
    }

    private Optional<ExchangeZone.Daylight> daylight() {
        return text("daylight").map(offset -> new ExchangeZone.Daylight(ZoneOffset.of(offset), change("begins"), change("ends")));
    }

    private ExchangeZone.Switch change(String key) {
        Matcher parts = SWITCH.matcher(text(key).orElseThrow());
        if (!parts.matches()) {
            throw new IllegalArgumentException(key + " is not such as '3 -1 SUNDAY 02:00'");
        }
        return new ExchangeZone.Switch(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), DayOfWeek.valueOf(parts.group(3)), LocalTime.parse(parts.group(4)));
    }

    private ExchangeEvent.Content content() {
        Optional<ExchangeEvent.Body> body = text("html").map(html -> new ExchangeEvent.Body(html, true)).or(() -> text("body").map(plain -> new ExchangeEvent.Body(plain, false)));
        return new ExchangeEvent.Content(text("subject").orElse(""), text("location").orElse(""), body,
            named(ExchangeEvent.Busy.class, "busy", ExchangeEvent.Busy.BUSY), named(ExchangeEvent.Sensitivity.class, "sensitivity", ExchangeEvent.Sensitivity.NORMAL),
            texts("categories"), named(ExchangeEvent.Importance.class, "importance", ExchangeEvent.Importance.NORMAL), text("reminder").map(Duration::parse));
    }

    private ExchangeEvent.Meeting meeting() {
        return new ExchangeEvent.Meeting(flag("meeting"), flag("cancelled"), number("state").orElse(0), number("sequence").orElse(0),
            named(Response.class, "mine", Response.UNKNOWN), text("organizer").map(person -> person(person, Role.ORGANIZER)),
            texts("attendees").stream().map(person -> person(person, Role.REQUIRED)).toList());
    }

    /** {@code REQUIRED ACCEPTED Name <address>}; a name that ends in {@code *} is a group's. */
    private static ExchangeAttendee person(String text, Role otherwise) {
        Matcher parts = PERSON.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no person such as 'REQUIRED ACCEPTED Name <address>'");
        }
        boolean organizer = otherwise == Role.ORGANIZER;
        String name = organizer && parts.group(1) != null ? parts.group(1) + " " + parts.group(2) + (parts.group(3).isEmpty() ? "" : " " + parts.group(3)) : parts.group(3);
        boolean group = name.endsWith("*");
        return new ExchangeAttendee(group ? name.substring(0, name.length() - 1) : name, parts.group(4), parts.group(4).contains("@") ? "SMTP" : "EX",
            group ? Kind.GROUP : Kind.MAILBOX, organizer ? otherwise : Role.valueOf(parts.group(1)), organizer ? Response.ORGANIZER : Response.valueOf(parts.group(2)));
    }

    private ExchangeRecurrence recurrence() {
        Set<DayOfWeek> days = new HashSet<>();
        texts("days").forEach(day -> days.add(DayOfWeek.valueOf(day)));
        return new ExchangeRecurrence(named(ExchangeRecurrence.Pattern.class, "pattern", ExchangeRecurrence.Pattern.DAILY), number("interval").orElse(1), days,
            number("index"), number("dayOfMonth"), number("month"), text("firstDay").map(DayOfWeek::valueOf), LocalDate.parse(text("start").orElse("2026-09-01")),
            text("until").map(LocalDate::parse), number("count"));
    }

    private static ExchangeAttachment attachment(ExampleItem item) {
        byte[] bytes = item.text("text").orElse("").repeat(item.number("times").orElse(1)).getBytes(StandardCharsets.UTF_8);
        return new ExchangeAttachment(item.text("name").orElse(""), item.text("type").orElse(""), item.text("cid"), item.flag("inline"), item.flag("item"),
            item.number("size").orElse(bytes.length), () -> item.text("lost").map(MigrationException::permanent).map(failure -> {
                throw failure;
            }).map(never -> bytes).orElse(bytes));
    }

    private static ExampleItem inner(Map<String, Object> values, String key) {
        @SuppressWarnings("unchecked") Map<String, Object> inner = (Map<String, Object>) values.get(key);
        return new ExampleItem(inner);
    }

    private List<ExampleItem> maps(String key) {
        @SuppressWarnings("unchecked") List<Map<String, Object>> maps = (List<Map<String, Object>>) values.getOrDefault(key, List.of());
        return maps.stream().map(ExampleItem::new).toList();
    }

    private List<String> texts(String key) {
        return ((List<?>) values.getOrDefault(key, List.of())).stream().map(String::valueOf).toList();
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::valueOf);
    }

    private Optional<Instant> instant(String key) {
        return text(key).map(Instant::parse);
    }

    private OptionalInt number(String key) {
        return values.get(key) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    private <E extends Enum<E>> E named(Class<E> type, String key, E otherwise) {
        return text(key).map(name -> Enum.valueOf(type, name)).orElse(otherwise);
    }
}
