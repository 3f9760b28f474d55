package org.mailferry.calendarsync;

import java.util.Optional;

/** By what people know an event, for reports; a UID says nothing to them. */
final class EventName {
    private static final int LONGEST = 200;

    private EventName() {}

    /** Title and day of the first event, in its own zone; the day alone of a private one; empty where the item does not say. */
    static String of(ContentLines lines) {
        boolean open = lines.named("CLASS").allMatch(line -> line.value().strip().equalsIgnoreCase("PUBLIC"));
        String title = open ? lines.named("SUMMARY").findFirst().map(ContentLine::text).map(String::strip).orElse("") : "private event";
        String name = day(lines).map(day -> title.isEmpty() ? day : title + ", " + day).orElse(title);
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }

    /** The zones of an item have a DTSTART of their own, without a zone. */
    private static Optional<String> day(ContentLines lines) {
        boolean[] inEvent = new boolean[1];
        return lines.lines().stream().filter(line -> {
            if (line.is("BEGIN")) {
                inEvent[0] = line.value().strip().equalsIgnoreCase("VEVENT");
            }
            return inEvent[0] && line.is("DTSTART");
        }).map(line -> line.value().strip()).filter(value -> value.matches("\\d{8}.*")).findFirst()
            .map(value -> value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6, 8));
    }
}
