package org.mailferry.calendarsync.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Content;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Trigger;
import org.mailferry.calendarsync.InstanceField;

/** The fields of an event in a form in which two servers' texts can be compared; what RFC 5545 takes for granted is said. */
final class EventWords {
    private EventWords() {}

    static Map<InstanceField, String> of(VEvent event, Temporal end) {
        Map<InstanceField, String> says = new EnumMap<>(InstanceField.class);
        says.put(InstanceField.END, end instanceof LocalDate || end instanceof LocalDateTime ? end.toString() : Instant.from(end).toString());
        says.put(InstanceField.TITLE, text(event, "SUMMARY", ""));
        says.put(InstanceField.PLACE, text(event, "LOCATION", ""));
        says.put(InstanceField.TEXT, text(event, "DESCRIPTION", ""));
        says.put(InstanceField.STATUS, text(event, "STATUS", "CONFIRMED"));
        says.put(InstanceField.PRIVACY, text(event, "CLASS", "PUBLIC").toUpperCase(Locale.ROOT));
        says.put(InstanceField.BUSY, busy(event));
        says.put(InstanceField.CATEGORIES, event.getProperties("CATEGORIES").stream().flatMap(line -> Arrays.stream(line.getValue().split("(?<!\\\\),")))
            .map(String::strip).sorted().distinct().collect(Collectors.joining(", ")));
        says.put(InstanceField.ALARMS, event.getAlarms().stream().map(EventWords::alarm).sorted().collect(Collectors.joining(", ")));
        says.put(InstanceField.ORGANIZER, text(event, "ORGANIZER", "").toLowerCase(Locale.ROOT));
        says.put(InstanceField.ATTENDEES, event.getProperties("ATTENDEE").stream().map(EventWords::attendee).sorted().collect(Collectors.joining(", ")));
        says.put(InstanceField.FILES, Integer.toString(event.getProperties("ATTACH").size()));
        return says;
    }

    private static String text(VEvent event, String name, String usual) {
        return event.getProperty(name).map(Content::getValue).map(value -> value.replace("\r\n", "\n").strip()).filter(value -> !value.isEmpty()).orElse(usual);
    }

    private static String busy(VEvent event) {
        String transparency = text(event, "TRANSP", "OPAQUE").toUpperCase(Locale.ROOT);
        return text(event, "X-MICROSOFT-CDO-BUSYSTATUS", transparency.equals("TRANSPARENT") ? "FREE" : "BUSY") + " (" + transparency + ")";
    }

    private static String alarm(VAlarm alarm) {
        return alarm.getProperty("TRIGGER").map(property -> (Trigger) property).map(trigger -> trigger.isAbsolute() ? trigger.getDate().toString()
            : trigger.getDuration() + trigger.getParameter(Parameter.RELATED).map(related -> " from " + related.getValue()).filter(text -> !text.endsWith("START"))
                .orElse("")).orElse("without a time");
    }

    private static String attendee(Property attendee) {
        return attendee.getValue().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", "") + " "
            + attendee.getParameter(Parameter.PARTSTAT).map(Content::getValue).orElse("NEEDS-ACTION");
    }
}
