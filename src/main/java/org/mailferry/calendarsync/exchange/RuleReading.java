package org.mailferry.calendarsync.exchange;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.kernel.MigrationException;

/** EWS's recurrence of an RRULE. What EWS cannot say is refused, because a series that nearly fits invents or loses occurrences. */
final class RuleReading {
    private static final Pattern DAY = Pattern.compile("([+-]?\\d{1,2})?([A-Z]{2})");
    private static final Set<String> KNOWN = Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS");
    private static final int MONTHS = 12;
    private static final int WEEK = 7;

    private final String rule;
    private final LocalDate start;
    private final Map<String, String> parts = new HashMap<>();

    private RuleReading(String rule, LocalDate start) {
        this.rule = rule;
        this.start = start;
        for (String part : rule.strip().toUpperCase(Locale.ROOT).split(";")) {
            int equals = part.indexOf('=');
            require(equals > 0 && KNOWN.contains(part.substring(0, equals)) && parts.put(part.substring(0, equals), part.substring(equals + 1)) == null);
        }
        parts.remove("BYMONTH", allMonths());
    }

    private static String allMonths() {
        return Arrays.stream(Month.values()).map(month -> String.valueOf(month.getValue())).collect(Collectors.joining(","));
    }

    /**
     * @param start first day of the series by its own zone
     * @param until last day on which it may occur
     * @throws MigrationException {@code PERMANENT} when EWS has no such recurrence
     */
    static ExchangeRecurrence read(String rule, LocalDate start, Optional<LocalDate> until) {
        RuleReading reading = new RuleReading(rule, start);
        try {
            ExchangeRecurrence read = reading.pattern(until);
            reading.require(reading.begins(read));
            return read;
        } catch (IllegalArgumentException malformed) {
            throw refusal(rule);
        }
    }

    private ExchangeRecurrence pattern(Optional<LocalDate> until) {
        require(parts.getOrDefault("INTERVAL", "1").matches("[1-9]\\d{0,3}") && parts.getOrDefault("COUNT", "1").matches("[1-9]\\d{0,8}"));
        return switch (parts.getOrDefault("FREQ", "")) {
            case "DAILY" -> daily(until);
            case "WEEKLY" -> weekly(until, interval());
            case "MONTHLY" -> monthly(until, interval());
            case "YEARLY" -> yearly(until);
            default -> throw refusal(rule);
        };
    }

    private ExchangeRecurrence daily(Optional<LocalDate> until) {
        without("BYMONTH", "BYMONTHDAY", "BYSETPOS");
        if (parts.containsKey("BYDAY")) {
            require(interval() == 1);
            return weekly(until, 1);
        }
        return recurrence(ExchangeRecurrence.Pattern.DAILY, interval(), Set.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), until);
    }

    private ExchangeRecurrence weekly(Optional<LocalDate> until, int interval) {
        without("BYMONTH", "BYMONTHDAY", "BYSETPOS");
        Set<DayOfWeek> days = parts.containsKey("BYDAY") ? plainDays() : Set.of(start.getDayOfWeek());
        return recurrence(ExchangeRecurrence.Pattern.WEEKLY, interval, days, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), until);
    }

    private ExchangeRecurrence monthly(Optional<LocalDate> until, int interval) {
        without("BYMONTH");
        if (parts.containsKey("BYDAY")) {
            return relative(ExchangeRecurrence.Pattern.RELATIVE_MONTHLY, interval, OptionalInt.empty(), until);
        }
        return recurrence(ExchangeRecurrence.Pattern.ABSOLUTE_MONTHLY, interval, Set.of(), OptionalInt.empty(), OptionalInt.of(dayOfMonth(Month.JANUARY)), OptionalInt.empty(), until);
    }

    /** EWS's yearly patterns are of every year; twelve months are a year, too. */
    private ExchangeRecurrence yearly(Optional<LocalDate> until) {
        int month = parts.containsKey("BYMONTH") ? number(parts.get("BYMONTH")) : start.getMonthValue();
        require(month == start.getMonthValue() && (!parts.containsKey("BYDAY") || parts.containsKey("BYMONTH")));
        if (interval() > 1) {
            parts.remove("BYMONTH");
            // A leap day every so many years is no day of each twelfth month.
            require(month != Month.FEBRUARY.getValue() || start.getDayOfMonth() < Month.FEBRUARY.maxLength());
            return monthly(until, interval() * MONTHS);
        }
        if (parts.containsKey("BYDAY")) {
            return relative(ExchangeRecurrence.Pattern.RELATIVE_YEARLY, 1, OptionalInt.of(month), until);
        }
        return recurrence(ExchangeRecurrence.Pattern.ABSOLUTE_YEARLY, 1, Set.of(), OptionalInt.empty(), OptionalInt.of(dayOfMonth(Month.of(month))), OptionalInt.of(month), until);
    }

    /** Days that not every month has fit only when a rule says what shorter months take, as Exchange takes their last. */
    private int dayOfMonth(Month month) {
        String days = parts.getOrDefault("BYMONTHDAY", String.valueOf(start.getDayOfMonth()));
        boolean clamped = "-1".equals(parts.get("BYSETPOS"));
        require(clamped || !parts.containsKey("BYSETPOS"));
        if (days.equals("-1")) {
            return month.maxLength();
        }
        if (clamped) {
            int last = number(days.substring(days.lastIndexOf(',') + 1));
            require(List.of("28,29", "28,29,30", "28,29,30,31").contains(days));
            return last;
        }
        int day = number(days);
        require(day >= 1 && day <= (parts.get("FREQ").equals("YEARLY") ? Month.of(start.getMonthValue()).minLength() : Month.FEBRUARY.minLength()));
        return day;
    }

    private ExchangeRecurrence relative(ExchangeRecurrence.Pattern pattern, int interval, OptionalInt month, Optional<LocalDate> until) {
        without("BYMONTHDAY");
        Matcher single = DAY.matcher(parts.get("BYDAY"));
        boolean numbered = single.matches() && single.group(1) != null;
        require(numbered != parts.containsKey("BYSETPOS"));
        int index = number(numbered ? single.group(1) : parts.get("BYSETPOS"));
        Set<DayOfWeek> days = numbered ? Set.of(day(single.group(2))) : plainDays();
        boolean sayable = days.size() == 1 || days.size() == WEEK || days.equals(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))
            || days.equals(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        require(sayable && (index == -1 || index >= 1 && index <= 4));
        return recurrence(pattern, interval, days, OptionalInt.of(index), OptionalInt.empty(), month, until);
    }

    private ExchangeRecurrence recurrence(ExchangeRecurrence.Pattern pattern, int interval, Set<DayOfWeek> days, OptionalInt index, OptionalInt dayOfMonth,
                                          OptionalInt month, Optional<LocalDate> until) {
        OptionalInt count = parts.containsKey("COUNT") ? OptionalInt.of(number(parts.get("COUNT"))) : OptionalInt.empty();
        Optional<DayOfWeek> firstDay = pattern == ExchangeRecurrence.Pattern.WEEKLY ? Optional.of(day(parts.getOrDefault("WKST", "MO"))) : Optional.empty();
        return new ExchangeRecurrence(pattern, interval, days, index, dayOfMonth, month, firstDay, start, until, count);
    }

    /** A first occurrence outside of its rule, which iCalendar leaves open, EWS moves. */
    private boolean begins(ExchangeRecurrence read) {
        boolean sameDay = read.dayOfMonth().isEmpty() || start.getDayOfMonth() == Math.min(read.dayOfMonth().getAsInt(), start.lengthOfMonth());
        boolean sameName = read.days().isEmpty() || read.days().contains(start.getDayOfWeek());
        return sameDay && sameName && (read.index().isEmpty() || isIndexed(read));
    }

    private boolean isIndexed(ExchangeRecurrence read) {
        List<LocalDate> month = Stream.iterate(start.withDayOfMonth(1), day -> day.getMonth() == start.getMonth(), day -> day.plusDays(1))
            .filter(day -> read.days().contains(day.getDayOfWeek())).toList();
        int index = read.index().getAsInt();
        return month.get(index < 0 ? month.size() - 1 : index - 1).equals(start);
    }

    private Set<DayOfWeek> plainDays() {
        return Arrays.stream(parts.get("BYDAY").split(",")).map(RuleReading::day).collect(Collectors.toSet());
    }

    private static DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values()).filter(day -> Rules.day(day).equals(name)).findFirst().orElseThrow(IllegalArgumentException::new);
    }

    private int interval() {
        return number(parts.getOrDefault("INTERVAL", "1"));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private void without(String... names) {
        require(Stream.of(names).noneMatch(parts::containsKey));
    }

    private void require(boolean sayable) {
        if (!sayable) {
            throw refusal(rule);
        }
    }

    private static MigrationException refusal(String rule) {
        return MigrationException.permanent("Exchange has no such series as '" + rule.strip() + "'");
    }
}
