package org.mailferry.calendarsync.exchange;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeZone;

/** Java's rules of a zone that Exchange describes: one rule for all years, as Windows had it on the day of the item. */
final class ZoneRulesOf {
    private static final int FIRST_YEAR = 1970;
    private static final Pattern DAY = Pattern.compile("(-?\\d)?([A-Z]{2})");

    private ZoneRulesOf() {}

    static ZoneRules of(ExchangeZone.Rule rule) {
        if (rule.daylight().isEmpty()) {
            return rule.standard().getRules();
        }
        ExchangeZone.Daylight daylight = rule.daylight().get();
        List<ZoneOffsetTransitionRule> yearly = List.of(
            yearly(daylight.begins(), rule.standard(), rule.standard(), daylight.offset()),
            yearly(daylight.ends(), rule.standard(), daylight.offset(), rule.standard()));
        List<ZoneOffsetTransition> first = yearly.stream().map(each -> each.createTransition(FIRST_YEAR))
            .sorted(Comparator.comparing(ZoneOffsetTransition::getInstant)).toList();
        return ZoneRules.of(rule.standard(), first.get(0).getOffsetBefore(), List.of(), first, yearly);
    }

    private static ZoneOffsetTransitionRule yearly(ExchangeZone.Switch change, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        boolean last = change.occurrence() < 0 || change.occurrence() > 4;
        return ZoneOffsetTransitionRule.of(Month.of(change.month()), last ? -1 : change.occurrence() * 7 - 6, change.day(), change.at(), false,
            TimeDefinition.WALL, standard, before, after);
    }

    /** Of a VTIMEZONE as Exchange writes it; empty when it has more than one rule for a season, or none that can be read. */
    static Optional<ExchangeZone.Rule> read(Block zone) {
        List<Block> standard = zone.inner("STANDARD").toList();
        List<Block> daylight = zone.inner("DAYLIGHT").toList();
        if (standard.size() != 1 || daylight.size() > 1) {
            return Optional.empty();
        }
        try {
            ZoneOffset offset = offset(standard.get(0));
            if (daylight.isEmpty() || offset(daylight.get(0)).equals(offset)) {
                return Optional.of(new ExchangeZone.Rule(offset, Optional.empty()));
            }
            return change(daylight.get(0)).flatMap(begins -> change(standard.get(0)).map(ends ->
                new ExchangeZone.Rule(offset, Optional.of(new ExchangeZone.Daylight(offset(daylight.get(0)), begins, ends)))));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static ZoneOffset offset(Block observance) {
        return ZoneOffset.of(observance.first("TZOFFSETTO").map(ContentLine::value).orElse("none").strip());
    }

    private static Optional<ExchangeZone.Switch> change(Block observance) {
        Optional<LocalTime> at = observance.first("DTSTART").flatMap(Moments::local).map(local -> local.toLocalTime());
        String rule = observance.first("RRULE").map(ContentLine::value).orElse("");
        Matcher day = DAY.matcher(part(rule, "BYDAY"));
        if (at.isEmpty() || !part(rule, "BYMONTH").matches("\\d{1,2}") || !day.matches() || day.group(1) == null || !part(rule, "UNTIL").isEmpty()) {
            return Optional.empty();
        }
        DayOfWeek name = Stream.of(DayOfWeek.values()).filter(each -> Rules.day(each).equals(day.group(2))).findFirst().orElseThrow(IllegalArgumentException::new);
        return Optional.of(new ExchangeZone.Switch(Integer.parseInt(part(rule, "BYMONTH")), Integer.parseInt(day.group(1)), name, at.get()));
    }

    private static String part(String rule, String name) {
        return Arrays.stream(rule.strip().split(";")).filter(part -> part.startsWith(name + "=")).map(part -> part.substring(name.length() + 1))
            .findFirst().orElse("");
    }
}
