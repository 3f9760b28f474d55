package org.mailferry.lab.caldav;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.TemporalAmountAdapter;

/** Times of one calendar object: its zones are those of the IANA where the name is one of theirs, else its own VTIMEZONE. */
final class IcsClock {
    static {
        // It would fetch time zones from the network.
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    }

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

    private final IcsComponent calendar;

    IcsClock(IcsComponent calendar) {
        this.calendar = calendar;
    }

    static boolean isDate(String value) {
        return value.length() == 8;
    }

    /** As the clock shows it, whatever the zone. */
    static LocalDateTime local(String value) {
        return isDate(value) ? LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay() : LocalDateTime.parse(value.replace("Z", ""), MOMENT);
    }

    static TemporalAmount duration(String value) {
        return TemporalAmountAdapter.parse(value).getDuration();
    }

    /** Of floating times and dates: as if in UTC. */
    Instant instant(IcsComponent.Property property, LocalDateTime local) {
        return property.value().endsWith("Z") ? local.toInstant(ZoneOffset.UTC) : property.parameter("TZID").map(zone -> instant(zone, local)).orElseGet(() -> local.toInstant(ZoneOffset.UTC));
    }

    LocalDateTime local(IcsComponent.Property property, Instant instant) {
        Duration offset = Duration.between(instant(property, LocalDateTime.ofInstant(instant, ZoneOffset.UTC)), instant);
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).plus(offset);
    }

    private Instant instant(String zone, LocalDateTime local) {
        try {
            return local.atZone(ZoneId.of(zone)).toInstant();
        } catch (DateTimeException e) {
            return local.toInstant(calendar.inner("VTIMEZONE").stream().filter(each -> each.value("TZID").equals(zone)).findFirst()
                .map(own -> offset(own, local)).orElse(ZoneOffset.UTC));
        }
    }

    /** That of the rule which began last. */
    private static ZoneOffset offset(IcsComponent zone, LocalDateTime local) {
        Optional<LocalDateTime> latest = Optional.empty();
        ZoneOffset offset = ZoneOffset.UTC;
        for (IcsComponent rule : zone.inner()) {
            LocalDateTime onset = onset(rule, local);
            if (latest.isEmpty() || onset.isAfter(latest.get()) && !onset.isAfter(local)) {
                latest = Optional.of(onset);
                offset = ZoneOffset.of(rule.value("TZOFFSETTO"));
            }
        }
        return offset;
    }

    private static LocalDateTime onset(IcsComponent rule, LocalDateTime local) {
        LocalDateTime first = local(rule.value("DTSTART"));
        List<LocalDateTime> onsets = new ArrayList<>(List.of(first));
        rule.first("RRULE").ifPresent(recurs -> onsets.addAll(
            new Recur<LocalDateTime>(recurs.value().replaceAll(";?UNTIL=[^;]*", "")).getDates(first, local.minusYears(2), local)));
        return onsets.stream().filter(onset -> !onset.isAfter(local)).max(LocalDateTime::compareTo).orElse(first);
    }
}
