package org.mailferry.calendarsync.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.calendarsync.ItemValidator;
import org.mailferry.calendarsync.WindowsZones;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** The server's rendering repaired; where that is no use, an item made of the properties alone. */
@Component
final class ExchangeConversion implements ItemConversion {
    /** The conversion writes these anew, whatever was rendered. */
    private static final Set<String> OURS = Set.of("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", "EXRULE",
        "LAST-MODIFIED", "TRANSP", "CLASS", "CATEGORIES");
    private static final int LONGEST_QUOTE = 40;

    private final WindowsZones zones;
    private final ItemValidator validator;

    ExchangeConversion(WindowsZones zones, ItemValidator validator) {
        this.zones = zones;
        this.validator = validator;
    }

    @Override public Converted convert(ExchangeItem item, CalendarPolicy policy) {
        // Its text has whole characters; servers corrupt lines that Exchange folded inside of one.
        Rendering rendering = item.mime().map(mime -> Rendering.of(ContentLines.parse(mime.text()))).orElse(Rendering.NONE);
        Remarks remarks = new Remarks();
        if (rendering.master().isEmpty()) {
            return fromProperties(item, policy, item.mime().isEmpty() ? "the server rendered none" : "it holds no event");
        }
        ContentLines lines = new Assembly(item, rendering, zones, policy, remarks).lines();
        return validator.fault(lines).isEmpty() ? new Converted(lines, remarks.list()) : fromReadable(item, rendering, policy);
    }

    /** What spoils the whole is left out line by line. */
    private Converted fromReadable(ExchangeItem item, Rendering rendering, CalendarPolicy policy) {
        Remarks remarks = new Remarks();
        Rendering readable = rendering.only(line -> OURS.contains(line.name()) || isReadable(line, remarks));
        ContentLines lines = new Assembly(item, readable, zones, policy, remarks).lines();
        Optional<String> fault = validator.fault(lines);
        return fault.isEmpty() ? new Converted(lines, remarks.list()) : fromProperties(item, policy, fault.get());
    }

    private boolean isReadable(ContentLine line, Remarks remarks) {
        Block event = new Block("VEVENT", List.of(ContentLine.of("UID:1"), ContentLine.of("DTSTAMP:20260101T000000Z"), ContentLine.of("DTSTART:20260101T000000Z"), line), List.of());
        Block calendar = new Block("VCALENDAR", List.of(ContentLine.of("VERSION:2.0"), ContentLine.of("PRODID:-//Mailferry//Calendars//EN")), List.of(event));
        boolean readable = line.isProperty() && validator.fault(new ContentLines(calendar.lines().toList())).isEmpty();
        if (!readable) {
            remarks.add("The server rendered a line that no program reads, which was left out: " + shortened(line));
        }
        return readable;
    }

    private static String shortened(ContentLine line) {
        String text = line.toString().replaceAll("\\s+", " ").strip();
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    private Converted fromProperties(ExchangeItem item, CalendarPolicy policy, String why) {
        Remarks remarks = new Remarks();
        remarks.add("The server's own text of it could not be used (" + why + "), so that only what EWS tells of it was carried");
        ContentLines lines = new Assembly(item, Rendering.NONE, zones, policy, remarks).lines();
        validator.fault(lines).ifPresent(fault -> {
            throw MigrationException.permanent("'" + item.event().content().subject() + "' of " + item.event().times().start()
                + " could not be made an item that calendar programs read: " + fault);
        });
        return new Converted(lines, remarks.list());
    }
}
