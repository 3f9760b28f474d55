package org.mailferry.calendarsync.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeZone;
import org.mailferry.calendarsync.WindowsZones;
import org.mailferry.kernel.MigrationException;

/** What the times of an item's lines mean, and how Exchange calls their zones. */
final class FieldClock {
    /** Exchange's id of every zone that somebody made. */
    static final String CUSTOM = "tzone://Microsoft/Custom";

    private final WindowsZones zones;
    private final ZoneId home;
    private final Map<String, Block> described;

    /** @param home zone of dates, and of times without one */
    FieldClock(WindowsZones zones, ZoneId home, Block calendar) {
        this.zones = zones;
        this.home = home;
        this.described = calendar.inner("VTIMEZONE").filter(zone -> zone.first("TZID").isPresent())
            .collect(Collectors.toMap(zone -> zone.first("TZID").get().text().strip(), Function.identity(), (first, second) -> first));
    }

    Instant instant(ContentLine line) {
        LocalDateTime local = Moments.local(line).orElseThrow(() -> MigrationException.permanent("'" + line.toString().strip() + "' is no time"));
        ZoneRules rules = rules(line);
        return local.toInstant(rules.getOffset(local));
    }

    LocalDate date(ContentLine line, Instant instant) {
        return LocalDateTime.ofInstant(instant, rules(line).getOffset(instant)).toLocalDate();
    }

    /** Last day of a series: UNTIL is an instant or a date, and counts up to it. */
    LocalDate until(String until, ContentLine start) {
        ContentLine line = ContentLine.of("UNTIL:" + until);
        LocalDateTime local = Moments.local(line).orElseThrow(() -> MigrationException.permanent("'" + until + "' is no end of a series"));
        if (Moments.isDate(line) || Moments.isDate(start)) {
            return local.toLocalDate();
        }
        ZoneRules rules = rules(start);
        LocalDateTime last = Moments.isUtc(line) ? LocalDateTime.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC), 0, rules.getOffset(local.toInstant(ZoneOffset.UTC))) : local;
        LocalDateTime first = Moments.local(start).orElseThrow();
        return last.toLocalTime().isBefore(first.toLocalTime()) ? last.toLocalDate().minusDays(1) : last.toLocalDate();
    }

    private ZoneRules rules(ContentLine line) {
        if (Moments.isUtc(line)) {
            return ZoneOffset.UTC.getRules();
        }
        Optional<String> tzid = tzid(line);
        if (tzid.isEmpty()) {
            return home.getRules();
        }
        return zones.zone(tzid.get()).map(ZoneId::getRules).or(() -> rule(tzid.get()).map(ZoneRulesOf::of))
            .orElseThrow(() -> MigrationException.permanent("Nobody knows the time zone '" + tzid.get() + "'"));
    }

    /** With its rule where only the item knows it. */
    ExchangeZone zone(ContentLine line) {
        if (Moments.isUtc(line)) {
            return new ExchangeZone("UTC");
        }
        Optional<String> tzid = tzid(line);
        ZoneId known = tzid.isEmpty() ? home : tzid.flatMap(zones::zone).orElse(null);
        if (known != null) {
            return new ExchangeZone(zones.windowsId(known).orElseThrow(() -> MigrationException.permanent("Windows has no zone like " + known)));
        }
        ExchangeZone.Rule rule = tzid.flatMap(this::rule).orElseThrow(() -> MigrationException.permanent("Nobody knows the time zone '" + tzid.orElse("") + "'"));
        String windows = WallClock.windows(tzid.get());
        return zones.zone(windows).isPresent() ? new ExchangeZone(windows, "", Optional.of(rule))
            : new ExchangeZone(CUSTOM, windows, Optional.of(rule));
    }

    private static Optional<String> tzid(ContentLine line) {
        return Moments.isDate(line) ? Optional.empty() : line.parameter("TZID").stream().findFirst().map(String::strip);
    }

    /** What we wrote ourselves has one plain rule, and one for the time before it. */
    private Optional<ExchangeZone.Rule> rule(String tzid) {
        return Optional.ofNullable(described.get(tzid)).flatMap(zone -> {
            Block yearly = new Block(zone.name(), zone.properties(), zone.blocks().stream().filter(block -> block.first("RRULE").isPresent()).toList());
            try {
                return ZoneRulesOf.read(zone).or(() -> ZoneRulesOf.read(yearly));
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        });
    }
}
