package org.mailferry.calendarsync.ical;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailferry.calendarsync.WindowsZones;
import org.springframework.stereotype.Component;

/** ICU's table of the Unicode CLDR, and {@link DisplayNames} for what is not in it. */
@Component
final class IcuWindowsZones implements WindowsZones {
    /** CLDR has several zones for a Windows id; that of this country comes first. */
    private static final String COUNTRY = "RU";

    /** {@code (UTC+03:00) Moscow} and, in Russian, {@code (UTC+03:00) Москва (RTZ 2)}. */
    private static final Pattern DISPLAY = Pattern.compile("\\((?:UTC|GMT)[^)]*\\)\\s*(.+?)\\s*(?:\\(RTZ (\\d+)\\))?");
    private static final Pattern PATH_TO_IANA = Pattern.compile("/.*/([A-Z][A-Za-z]+/[A-Za-z_+-]+(?:/[A-Za-z_-]+)?)");
    private static final Set<String> AVAILABLE = ZoneId.getAvailableZoneIds();

    @Override public Optional<ZoneId> zone(String microsoft) {
        // Exchange 2010 ends some with a line end, and renderers quote what need not be quoted.
        String name = microsoft.strip().replaceAll("^\"|\"$", "").strip();
        return Stream.of(name, name.replaceAll("\\s\\d+$", "")).flatMap(spelling -> known(spelling).stream()).findFirst();
    }

    private static Optional<ZoneId> known(String name) {
        if (AVAILABLE.contains(name)) {
            return Optional.of(ZoneId.of(name));
        }
        String iana = name.isEmpty() ? null : TimeZone.getIDForWindowsID(name, COUNTRY);
        if (iana != null) {
            return java(iana);
        }
        Matcher path = PATH_TO_IANA.matcher(name);
        if (path.matches() && AVAILABLE.contains(path.group(1))) {
            return Optional.of(ZoneId.of(path.group(1)));
        }
        Matcher display = DISPLAY.matcher(name);
        String shown = !display.matches() ? name : display.group(2) == null ? display.group(1) : "Russia TZ " + display.group(2) + " Standard Time";
        return DisplayNames.zone(shown.toLowerCase(Locale.ROOT));
    }

    private static Optional<ZoneId> java(String iana) {
        try {
            return Optional.of(ZoneId.of(iana));
        } catch (DateTimeException newerThanJava) {
            return Optional.empty();
        }
    }

    @Override public Optional<String> windowsId(ZoneId zone) {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return Optional.of("UTC");
        }
        return Optional.ofNullable(TimeZone.getWindowsID(zone.getId()));
    }
}
