package org.mailferry.calendarsync.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;

/**
 * What the server made of an item, taken apart.
 *
 * @param head of the calendar: version and the like
 * @param master empty: the server's text cannot be used
 * @param zones by TZID
 */
record Rendering(List<ContentLine> head, Optional<Block> master, List<Block> overrides, Map<String, Block> zones) {
    static final Rendering NONE = new Rendering(List.of(), Optional.empty(), List.of(), Map.of());

    static Rendering of(ContentLines mime) {
        List<Block> calendars = Block.parse(mime).stream().filter(block -> block.name().equals("VCALENDAR")).toList();
        if (calendars.size() != 1) {
            return NONE;
        }
        Block calendar = calendars.get(0);
        List<Block> events = calendar.inner("VEVENT").toList();
        Optional<Block> master = events.stream().filter(event -> event.first("RECURRENCE-ID").isEmpty()).findFirst()
            .or(() -> events.stream().findFirst());
        Map<String, Block> zones = calendar.inner("VTIMEZONE").collect(Collectors.toMap(Rendering::tzid, zone -> zone, (first, second) -> first));
        return new Rendering(calendar.properties(), master, events.stream().filter(event -> event != master.orElse(null)).toList(), zones);
    }

    /** Without the events' properties that are not kept. */
    Rendering only(Predicate<ContentLine> kept) {
        return new Rendering(head, master.map(event -> only(event, kept)), overrides.stream().map(event -> only(event, kept)).toList(), zones);
    }

    private static Block only(Block event, Predicate<ContentLine> kept) {
        return new Block(event.name(), event.properties().stream().filter(kept).toList(), event.blocks());
    }

    private static String tzid(Block zone) {
        return zone.first("TZID").map(Rendering::bare).orElse("");
    }

    private static String bare(ContentLine tzid) {
        return tzid.text().strip();
    }

    /** The name of the zone that the event begins in. */
    Optional<String> startZone() {
        return master.flatMap(event -> event.first("DTSTART")).flatMap(line -> line.parameter("TZID").stream().findFirst()).map(String::strip);
    }
}
