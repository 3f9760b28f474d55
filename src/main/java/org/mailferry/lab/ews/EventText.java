package org.mailferry.lab.ews;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a VEVENT says besides its times, as properties. */
final class EventText {
    private static final Map<String, String> RESPONSES = Map.of("ACCEPTED", "Accept", "TENTATIVE", "Tentative", "DECLINED", "Decline");
    private static final Pattern DURATION = Pattern.compile("([+-]?)P(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?");

    private EventText() {}

    static List<Node> read(VComponent event, boolean whole) {
        List<Node> fields = new ArrayList<>();
        copy(event, "UID", "UID", fields);
        copy(event, "SUMMARY", "Subject", fields);
        copy(event, "LOCATION", "Location", fields);
        Optional<Node> html = event.first("X-ALT-DESC").map(line -> Node.text("t:Body", line.text()).at("BodyType", "HTML"));
        html.or(() -> event.first("DESCRIPTION").map(line -> Node.text("t:Body", line.text()).at("BodyType", "Text"))).ifPresent(fields::add);
        event.first("CLASS").ifPresent(line -> fields.add(Node.text("t:Sensitivity",
            Map.of("PRIVATE", "Private", "CONFIDENTIAL", "Confidential").getOrDefault(line.value().toUpperCase(Locale.ROOT), "Normal"))));
        fields.add(Node.text("t:LegacyFreeBusyStatus", busy(event)));
        List<Node> categories = event.lines("CATEGORIES").stream().flatMap(line -> Arrays.stream(line.value().split("(?<!\\\\),")))
            .map(category -> Node.text("t:String", CalendarText.unescape(category))).toList();
        if (!categories.isEmpty()) {
            fields.add(Node.of("t:Categories", categories));
        }
        event.first("PRIORITY").filter(line -> line.value().matches("[1-9]")).ifPresent(line -> fields.add(Node.text("t:Importance",
            line.value().compareTo("5") < 0 ? "High" : line.value().equals("5") ? "Normal" : "Low")));
        if (event.first("STATUS").map(VComponent.Line::value).orElse("").equals("CANCELLED")) {
            fields.add(Node.text("t:IsCancelled", true));
        }
        alarm(event, fields, whole);
        people(event, fields);
        return fields;
    }

    private static void copy(VComponent event, String line, String element, List<Node> fields) {
        event.first(line).ifPresent(found -> fields.add(Node.text("t:" + element, found.text())));
    }

    private static String busy(VComponent event) {
        String stated = event.first("X-MICROSOFT-CDO-BUSYSTATUS").map(line -> line.value().toUpperCase(Locale.ROOT)).orElse("");
        String known = Map.of("FREE", "Free", "TENTATIVE", "Tentative", "BUSY", "Busy", "OOF", "OOF", "WORKINGELSEWHERE", "WorkingElsewhere").getOrDefault(stated, "");
        if (!known.isEmpty()) {
            return known;
        }
        return event.first("TRANSP").map(VComponent.Line::value).orElse("OPAQUE").equalsIgnoreCase("TRANSPARENT") ? "Free"
            : event.first("STATUS").map(VComponent.Line::value).orElse("").equals("TENTATIVE") ? "Tentative" : "Busy";
    }

    /** Exchange keeps one reminder, in minutes before the start. */
    private static void alarm(VComponent event, List<Node> fields, boolean whole) {
        Optional<Duration> before = event.all("VALARM").stream().flatMap(alarm -> alarm.first("TRIGGER").stream())
            .filter(line -> DURATION.matcher(line.value()).matches()).map(line -> duration(line.value()).negated()).findFirst();
        if (whole || before.isPresent()) {
            fields.add(Node.text("t:ReminderIsSet", before.isPresent()));
        }
        before.ifPresent(duration -> fields.add(Node.text("t:ReminderMinutesBeforeStart", Math.max(0, duration.toMinutes()))));
    }

    private static void people(VComponent event, List<Node> fields) {
        event.first("ORGANIZER").ifPresent(line -> fields.add(Node.of("t:Organizer", mailbox(line))));
        List<Node> required = new ArrayList<>();
        List<Node> optional = new ArrayList<>();
        List<Node> resources = new ArrayList<>();
        for (VComponent.Line line : event.lines("ATTENDEE")) {
            Node person = Node.of("t:Attendee", mailbox(line),
                Node.text("t:ResponseType", RESPONSES.getOrDefault(line.parameter("PARTSTAT").toUpperCase(Locale.ROOT), "Unknown")));
            boolean thing = line.parameter("CUTYPE").matches("(?i)RESOURCE|ROOM");
            (thing ? resources : line.parameter("ROLE").equalsIgnoreCase("OPT-PARTICIPANT") ? optional : required).add(person);
        }
        add(fields, "t:RequiredAttendees", required);
        add(fields, "t:OptionalAttendees", optional);
        add(fields, "t:Resources", resources);
    }

    private static void add(List<Node> fields, String name, List<Node> people) {
        if (!people.isEmpty()) {
            fields.add(Node.of(name, people));
        }
    }

    private static Node mailbox(VComponent.Line line) {
        String address = line.value().replaceFirst("(?i)^mailto:", "");
        String name = line.parameter("CN").isEmpty() ? address : line.parameter("CN");
        return Node.of("t:Mailbox", Node.text("t:Name", name), Node.text("t:EmailAddress", address), Node.text("t:RoutingType", "SMTP"));
    }

    static Duration duration(String value) {
        Matcher parts = DURATION.matcher(value.strip());
        if (!parts.matches()) {
            throw MimeReader.invalid("'" + value + "' is no duration");
        }
        long[] seconds = {604_800, 86_400, 3600, 60, 1};
        long total = 0;
        for (int i = 0; i < seconds.length; i++) {
            total += parts.group(i + 2) == null ? 0 : Long.parseLong(parts.group(i + 2)) * seconds[i];
        }
        return Duration.ofSeconds(parts.group(1).equals("-") ? -total : total);
    }
}
