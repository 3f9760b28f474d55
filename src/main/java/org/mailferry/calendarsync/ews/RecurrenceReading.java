package org.mailferry.calendarsync.ews;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.calendarsync.ExchangeRecurrence.Pattern;

/** A RecurrenceType: a pattern and a range. Its names are those of the fields in {@link ExchangeRecurrence}. */
final class RecurrenceReading {
    private static final Map<String, Pattern> PATTERNS = Map.of("DailyRecurrence", Pattern.DAILY, "WeeklyRecurrence", Pattern.WEEKLY,
        "AbsoluteMonthlyRecurrence", Pattern.ABSOLUTE_MONTHLY, "RelativeMonthlyRecurrence", Pattern.RELATIVE_MONTHLY,
        "AbsoluteYearlyRecurrence", Pattern.ABSOLUTE_YEARLY, "RelativeYearlyRecurrence", Pattern.RELATIVE_YEARLY);
    private static final List<String> INDEXES = List.of("First", "Second", "Third", "Fourth");
    private static final Map<String, Set<DayOfWeek>> GROUPS = Map.of("Day", EnumSet.allOf(DayOfWeek.class),
        "Weekday", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "WeekendDay", EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

    private RecurrenceReading() {}

    /** @throws IllegalArgumentException for a pattern that [MS-OXWSCDATA] does not have for events */
    static ExchangeRecurrence recurrence(XmlElement element) {
        XmlElement rule = element.children().stream().filter(child -> PATTERNS.containsKey(child.name())).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a series without a known pattern"));
        XmlElement range = element.children().stream().filter(child -> child.name().matches("(NoEnd|EndDate|Numbered)Recurrence")).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a series without a range"));
        return new ExchangeRecurrence(PATTERNS.get(rule.name()), number(rule, "Interval").orElse(1), days(rule), index(rule), number(rule, "DayOfMonth"), month(rule),
            rule.text("FirstDayOfWeek").map(RecurrenceReading::day), date(range, "StartDate").orElseThrow(() -> new IllegalArgumentException("a series without a start")),
            date(range, "EndDate"), number(range, "NumberOfOccurrences"));
    }

    private static Set<DayOfWeek> days(XmlElement rule) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : rule.text("DaysOfWeek").map(text -> text.strip().split("\\s+")).orElse(new String[0])) {
            days.addAll(GROUPS.containsKey(name) ? GROUPS.get(name) : Set.of(day(name)));
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    private static OptionalInt index(XmlElement rule) {
        Optional<String> name = rule.text("DayOfWeekIndex").map(String::strip);
        return name.map(text -> OptionalInt.of(text.equals("Last") ? -1 : INDEXES.indexOf(text) + 1)).orElse(OptionalInt.empty());
    }

    private static OptionalInt month(XmlElement rule) {
        return rule.text("Month").map(text -> OptionalInt.of(Month.valueOf(text.strip().toUpperCase(Locale.ROOT)).getValue())).orElse(OptionalInt.empty());
    }

    private static OptionalInt number(XmlElement element, String name) {
        return element.text(name).map(text -> OptionalInt.of(Integer.parseInt(text.strip()))).orElse(OptionalInt.empty());
    }

    /** Exchange writes dates with an offset, such as {@code 2026-09-01+03:00} or {@code 2026-09-01Z}: the day is meant. */
    private static Optional<LocalDate> date(XmlElement range, String name) {
        return range.text(name).map(text -> LocalDate.parse(text.strip().substring(0, Math.min(10, text.strip().length()))));
    }
}
