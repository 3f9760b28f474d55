package org.mailferry.lab.ews;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Some of the time zones of a Windows server, with today's rules for all years, which is how Exchange writes them into MIME. */
final class EwsZones {
    private static final Map<String, WindowsZone> ZONES = zones();

    private EwsZones() {}

    private static Map<String, WindowsZone> zones() {
        Map<String, WindowsZone> zones = new LinkedHashMap<>();
        for (String[] row : new String[][] {
            {"UTC", "(UTC) Coordinated Universal Time", "UTC"},
            {"GMT Standard Time", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"},
            {"W. Europe Standard Time", "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"},
            {"Romance Standard Time", "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Paris"},
            {"FLE Standard Time", "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", "Europe/Helsinki"},
            {"Kaliningrad Standard Time", "(UTC+02:00) Kaliningrad", "Europe/Kaliningrad"},
            {"Russian Standard Time", "(UTC+03:00) Moscow, St. Petersburg", "Europe/Moscow"},
            {"Russia Time Zone 3", "(UTC+04:00) Izhevsk, Samara", "Europe/Samara"},
            {"Ekaterinburg Standard Time", "(UTC+05:00) Ekaterinburg", "Asia/Yekaterinburg"},
            {"N. Central Asia Standard Time", "(UTC+07:00) Novosibirsk", "Asia/Novosibirsk"},
            {"Vladivostok Standard Time", "(UTC+10:00) Vladivostok", "Asia/Vladivostok"},
            {"Kamchatka Standard Time", "(UTC+12:00) Petropavlovsk-Kamchatsky - Old", "Asia/Kamchatka"},
            {"Eastern Standard Time", "(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"},
            {"Pacific Standard Time", "(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"}}) {
            zones.put(row[0], WindowsZone.today(row[0], row[1], ZoneId.of(row[2])));
        }
        return zones;
    }

    static Iterable<WindowsZone> all() {
        return ZONES.values();
    }

    static Optional<WindowsZone> find(String id) {
        return Optional.ofNullable(ZONES.get(id)).or(() -> ZONES.values().stream().filter(zone -> zone.name().equals(id)).findFirst());
    }

    /** What a {@code StartTimeZone} says: a zone of this server, or one that brings its own periods, of which the first counts. */
    static WindowsZone of(Node reference) {
        String id = reference.attribute("Id");
        String bias = reference.find("t:Periods", "t:Period").map(period -> period.attribute("Bias")).orElse("");
        if (find(id).isPresent() || bias.isEmpty()) {
            return orUtc(id);
        }
        ZoneOffset offset = ZoneOffset.ofTotalSeconds((int) -java.time.Duration.parse(bias).toSeconds());
        return new WindowsZone(id, reference.attribute("Name").isEmpty() ? id : reference.attribute("Name"), offset.getRules());
    }

    /** For a zone that the client described itself or that nobody here knows: UTC's clock under its own name. */
    static WindowsZone orUtc(String id) {
        return find(id).orElseGet(() -> new WindowsZone(id, id, ZoneOffset.UTC.getRules()));
    }

    /** A zone of iCalendar, by its Windows or IANA name. */
    static Optional<WindowsZone> ofCalendar(String id) {
        return find(id).or(() -> IANA.containsKey(id) ? find(IANA.get(id)) : Optional.empty());
    }

    private static final Map<String, String> IANA = Map.ofEntries(Map.entry("Etc/UTC", "UTC"), Map.entry("Etc/GMT", "UTC"), Map.entry("Europe/London", "GMT Standard Time"),
        Map.entry("Europe/Berlin", "W. Europe Standard Time"), Map.entry("Europe/Paris", "Romance Standard Time"),
        Map.entry("Europe/Helsinki", "FLE Standard Time"), Map.entry("Europe/Kaliningrad", "Kaliningrad Standard Time"),
        Map.entry("Europe/Moscow", "Russian Standard Time"), Map.entry("Europe/Samara", "Russia Time Zone 3"),
        Map.entry("Asia/Yekaterinburg", "Ekaterinburg Standard Time"), Map.entry("Asia/Novosibirsk", "N. Central Asia Standard Time"),
        Map.entry("Asia/Vladivostok", "Vladivostok Standard Time"), Map.entry("America/New_York", "Eastern Standard Time"),
        Map.entry("America/Los_Angeles", "Pacific Standard Time"));

    /** An {@code xs:dateTime}; one without an offset is on the clock of that zone. */
    static Instant instant(String text, WindowsZone clock) {
        try {
            return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d$") ? OffsetDateTime.parse(text).toInstant()
                : clock.instant(text.length() == 10 ? LocalDateTime.parse(text + "T00:00:00") : LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: '" + text + "' is no dateTime");
        }
    }
}
