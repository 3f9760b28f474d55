package org.mailferry.calendarsync.exchange;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.mailferry.calendarsync.ContentLine;

/**
 * The clock that an event follows.
 *
 * @param tzid as its lines name it; {@code UTC} needs no name
 * @param ours true: the zone is no zone of the IANA, so that only the item itself says what it is
 */
record WallClock(String tzid, ZoneRules rules, boolean ours) {
    static final WallClock UTC = new WallClock("UTC", ZoneOffset.UTC.getRules(), false);

    private static final String OURS = "Exchange-";

    static WallClock of(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? UTC : new WallClock(zone.getId(), zone.getRules(), false);
    }

    /** Windows' zone under a name that no program takes for a zone that it knows itself. */
    static WallClock exchange(String windows, ZoneRules rules) {
        String name = windows.strip().replaceAll("^tzone://Microsoft/", "").replaceAll("[^\\p{L}\\p{N}+.-]+", "-").replaceAll("^-+|-+$", "");
        return new WallClock(OURS + (name.isEmpty() ? "Zone" : name), rules, true);
    }

    /** What Windows may have called the zone that we renamed. */
    static String windows(String tzid) {
        return tzid.startsWith(OURS) ? tzid.substring(OURS.length()).replace('-', ' ') : tzid;
    }

    LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }

    ContentLine line(String property, Instant instant) {
        if (this.equals(UTC)) {
            return Moments.utc(property, instant);
        }
        return ContentLine.of(property + ":" + Moments.text(at(instant))).with("TZID", tzid);
    }

    /** What the lines' TZID means from some time on. */
    Optional<Block> zoneBlock(Instant from) {
        return this.equals(UTC) ? Optional.empty() : Optional.of(ZoneBlocks.of(tzid, rules, from));
    }
}
