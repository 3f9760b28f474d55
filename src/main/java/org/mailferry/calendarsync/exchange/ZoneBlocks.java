package org.mailferry.calendarsync.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailferry.calendarsync.ContentLine;

/** VTIMEZONE of a zone's rules, RFC 5545 §3.6.5. */
final class ZoneBlocks {
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final int WEEK = 7;

    private ZoneBlocks() {}

    /** Right from the year before {@code from} to the end of time. */
    static Block of(String tzid, ZoneRules rules, Instant from) {
        // In January most clocks show standard time; and an occurrence may be asked for before the series begins.
        Instant begin = from.atOffset(ZoneOffset.UTC).minusYears(1).withDayOfYear(1).toInstant();
        Instant ruled = lastChange(rules);
        ZoneOffset first = rules.getOffset(begin);
        List<Block> observances = new ArrayList<>();
        observances.add(observance(rules.isDaylightSavings(begin), LONG_AGO, first, first, List.of()));
        rules.getTransitions().stream().filter(transition -> transition.getInstant().isAfter(begin) && !transition.getInstant().isAfter(ruled))
            .forEach(transition -> observances.add(observance(rules, transition, List.of())));
        Instant yearlyFrom = begin.isAfter(ruled) ? begin : ruled;
        rules.getTransitionRules().forEach(rule -> observances.add(yearly(rules, rule, yearlyFrom)));
        return new Block("VTIMEZONE", List.of(ContentLine.of("TZID:" + tzid)), observances);
    }

    /** Since when the zone's rules are what they are; before it had others. */
    static Instant lastChange(ZoneRules rules) {
        return rules.getTransitions().stream().filter(transition -> !isRuled(rules, transition)).map(ZoneOffsetTransition::getInstant)
            .reduce(Instant.MIN, (earlier, later) -> later);
    }

    private static boolean isRuled(ZoneRules rules, ZoneOffsetTransition transition) {
        int year = transition.getDateTimeBefore().getYear();
        return rules.getTransitionRules().stream().anyMatch(rule -> rule.createTransition(year).equals(transition));
    }

    private static Block yearly(ZoneRules rules, ZoneOffsetTransitionRule rule, Instant after) {
        int year = after.atOffset(ZoneOffset.UTC).getYear();
        ZoneOffsetTransition first = rule.createTransition(year);
        while (!first.getInstant().isAfter(after)) {
            first = rule.createTransition(++year);
        }
        return observance(rules, first, List.of(ContentLine.of("RRULE:" + recurrence(rule, first))));
    }

    private static String recurrence(ZoneOffsetTransitionRule rule, ZoneOffsetTransition first) {
        LocalDate shown = first.getDateTimeBefore().toLocalDate();
        String month = "FREQ=YEARLY;BYMONTH=" + shown.getMonthValue();
        if (rule.getDayOfWeek() == null) {
            return month + ";BYMONTHDAY=" + shown.getDayOfMonth();
        }
        String day = Rules.day(shown.getDayOfWeek());
        int shift = (int) ChronoUnit.DAYS.between(dateOfRule(rule, first), shown);
        int indicator = rule.getDayOfMonthIndicator();
        int longest = rule.getMonth().maxLength();
        int from = (indicator < 0 ? longest + indicator + 2 - WEEK : indicator) + shift;
        if (from + WEEK == longest + 1 && rule.getMonth() != Month.FEBRUARY) {
            return month + ";BYDAY=-1" + day;
        }
        return from % WEEK == 1 ? month + ";BYDAY=" + (from / WEEK + 1) + day : month + ";BYDAY=" + day + ";BYMONTHDAY=" + week(from);
    }

    /** A rule by another clock than the wall's may fall on another day than the wall shows. */
    private static LocalDate dateOfRule(ZoneOffsetTransitionRule rule, ZoneOffsetTransition first) {
        ZoneOffset clock = rule.getTimeDefinition() == TimeDefinition.UTC ? ZoneOffset.UTC
            : rule.getTimeDefinition() == TimeDefinition.STANDARD ? rule.getStandardOffset() : first.getOffsetBefore();
        // Midnight at the end of a day belongs to that day's rule.
        LocalDateTime ruled = LocalDateTime.ofEpochSecond(first.toEpochSecond(), 0, clock);
        return rule.isMidnightEndOfDay() ? ruled.toLocalDate().minusDays(1) : ruled.toLocalDate();
    }

    private static String week(int from) {
        return IntStream.range(from, from + WEEK).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    private static Block observance(ZoneRules rules, ZoneOffsetTransition transition, List<ContentLine> more) {
        return observance(rules.isDaylightSavings(transition.getInstant()), transition.getDateTimeBefore(), transition.getOffsetBefore(),
            transition.getOffsetAfter(), more);
    }

    private static Block observance(boolean daylight, LocalDateTime begins, ZoneOffset before, ZoneOffset after, List<ContentLine> more) {
        List<ContentLine> lines = new ArrayList<>(List.of(ContentLine.of("DTSTART:" + Moments.text(begins)),
            ContentLine.of("TZOFFSETFROM:" + offset(before)), ContentLine.of("TZOFFSETTO:" + offset(after))));
        lines.addAll(more);
        return new Block(daylight ? "DAYLIGHT" : "STANDARD", lines, List.of());
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+0000" : offset.getId().replace(":", "");
    }
}
