package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.kernel.Sha256;

/**
 * What an item says, apart from how it is written down: the order of lines and parameters, folding, quotes, stamps of the writing program,
 * defaults, and what keeps servers silent make no difference. Nor does the UID, which says who an item is and not what.
 */
final class NormalisedItem {
    private static final Set<String> STAMPS = Set.of("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "PRODID", "VERSION", "CALSCALE", "METHOD", "SEQUENCE",
        "X-RADICALE-NAME", "X-LIC-LOCATION", "X-MOZ-GENERATION", "X-MOZ-LASTACK", "ACKNOWLEDGED", "X-WR-ALARMUID", "X-WR-CALNAME", "X-WR-TIMEZONE");
    private static final Set<String> SCHEDULING = Set.of("SCHEDULE-AGENT", "SCHEDULE-STATUS", "SCHEDULE-FORCE-SEND", "X-VOBJ-ORIGINAL-TZID");
    private static final Set<String> DEFAULTS = Set.of("ROLE=REQ-PARTICIPANT", "RSVP=FALSE", "CUTYPE=INDIVIDUAL", "PARTSTAT=NEEDS-ACTION",
        "VALUE=DATE-TIME", "VALUE=DURATION", "VALUE=TEXT", "RELATED=START");
    private static final Map<String, String> DEFAULT_LINES = Map.of("CLASS", "PUBLIC", "TRANSP", "OPAQUE", "PRIORITY", "0");
    private static final Set<String> LISTS = Set.of("EXDATE", "RDATE", "CATEGORIES");

    private NormalisedItem() {}

    /** 64 hex digits; equal for two texts that say the same. */
    static String hash(ContentLines lines) {
        return Sha256.hex(text(lines));
    }

    /** A line for each thing that is said, sorted; for comparison, not for servers. */
    static String text(ContentLines lines) {
        List<ContentLine> all = lines.lines();
        return component(all, new int[] {0});
    }

    private static String component(List<ContentLine> lines, int[] at) {
        Set<String> said = new TreeSet<>();
        while (at[0] < lines.size()) {
            ContentLine line = lines.get(at[0]++);
            if (line.is("END")) {
                break;
            }
            if (line.is("BEGIN")) {
                String child = line.value().strip().toUpperCase(Locale.ROOT);
                String text = component(lines, at);
                if (!child.equals("VTIMEZONE")) {
                    said.add(child + " {\n" + text + "}\n");
                }
            } else if (line.isProperty() && !STAMPS.contains(line.name()) && !line.value().equals(DEFAULT_LINES.get(line.name()))) {
                list(line).forEach(said::add);
            }
        }
        return String.join("", said);
    }

    /** Each value of a list is said on its own. */
    private static List<String> list(ContentLine line) {
        String head = head(line);
        if (!LISTS.contains(line.name())) {
            return List.of(head + ":" + value(line) + "\n");
        }
        return Arrays.stream(line.value().split("(?<!\\\\),")).map(value -> head + ":" + value.strip() + "\n").toList();
    }

    private static String head(ContentLine line) {
        Set<String> parameters = new TreeSet<>();
        for (String name : line.parameterNames()) {
            String text = name + "=" + String.join(",", new ArrayList<>(line.parameter(name)));
            if (!SCHEDULING.contains(name) && !DEFAULTS.contains(text.toUpperCase(Locale.ROOT))) {
                parameters.add(text);
            }
        }
        return line.name() + parameters.stream().map(parameter -> ";" + parameter).collect(Collectors.joining());
    }

    private static String value(ContentLine line) {
        if (line.is("RRULE")) {
            return Arrays.stream(line.value().toUpperCase(Locale.ROOT).split(";")).filter(part -> !part.equals("INTERVAL=1") && !part.equals("WKST=MO"))
                .sorted().collect(Collectors.joining(";"));
        }
        if (line.is("ATTENDEE") || line.is("ORGANIZER")) {
            return line.value().strip().toLowerCase(Locale.ROOT);
        }
        return line.text().replace("\r\n", "\n").strip();
    }
}
