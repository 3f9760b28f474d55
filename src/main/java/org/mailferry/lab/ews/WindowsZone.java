package org.mailferry.lab.ews;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * @param id as Windows names it
 * @param name as it is shown
 * @param rules the same for all years
 */
record WindowsZone(String id, String name, ZoneRules rules) {
    /** The rules in force now, also for the past: Moscow of 2012 is at +03:00 here, as it is in what Exchange writes today. */
    static WindowsZone today(String id, String name, ZoneId zone) {
        ZoneRules all = zone.getRules();
        List<ZoneOffsetTransitionRule> last = all.getTransitionRules();
        if (last.isEmpty()) {
            return new WindowsZone(id, name, all.getOffset(Instant.parse("2026-01-01T00:00:00Z")).getRules());
        }
        List<ZoneOffsetTransition> first = last.stream().map(rule -> rule.createTransition(1971)).toList();
        ZoneOffset standard = last.get(0).getStandardOffset();
        return new WindowsZone(id, name, ZoneRules.of(standard, first.get(0).getOffsetBefore(), List.of(), first, last));
    }

    Instant instant(LocalDateTime local) {
        ZoneOffsetTransition gap = rules.getTransition(local);
        return gap != null && gap.isGap() ? local.plus(gap.getDuration()).toInstant(gap.getOffsetAfter()) : local.toInstant(rules.getOffset(local));
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }

    /** {@code StartTimeZone} or {@code EndTimeZone}. */
    Node reference(String element) {
        return Node.of(element).at("Id", id).at("Name", name);
    }
}
