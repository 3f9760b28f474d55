package org.mailferry.calendarsync.exchange;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailferry.calendarsync.ExchangeRecurrence;

/** RRULE of EWS's recurrence. */
final class Rules {
    /** Every month has this day. */
    private static final int SHORTEST_MONTH = 28;

    private Rules() {}

    /** Without what ends it. */
    static String pattern(ExchangeRecurrence recurrence) {
        String interval = recurrence.interval() == 1 ? "" : ";INTERVAL=" + recurrence.interval();
        return switch (recurrence.pattern()) {
            case DAILY -> "FREQ=DAILY" + interval;
            case WEEKLY -> "FREQ=WEEKLY" + interval + ";BYDAY=" + days(recurrence.days()) + recurrence.firstDay().map(day -> ";WKST=" + day(day)).orElse("");
            case ABSOLUTE_MONTHLY -> "FREQ=MONTHLY" + interval + byMonthDay(recurrence.dayOfMonth().orElseThrow());
            case RELATIVE_MONTHLY -> "FREQ=MONTHLY" + interval + byIndex(recurrence);
            case ABSOLUTE_YEARLY -> "FREQ=YEARLY" + interval + ";BYMONTH=" + recurrence.month().orElseThrow()
                + byDayOf(Month.of(recurrence.month().orElseThrow()), recurrence.dayOfMonth().orElseThrow());
            case RELATIVE_YEARLY -> "FREQ=YEARLY" + interval + ";BYMONTH=" + recurrence.month().orElseThrow() + byIndex(recurrence);
        };
    }

    /** Exchange takes the last day of months that have not so many; RRULE leaves such months out. */
    private static String byMonthDay(int day) {
        if (day <= SHORTEST_MONTH) {
            return ";BYMONTHDAY=" + day;
        }
        if (day >= Month.JANUARY.maxLength()) {
            return ";BYMONTHDAY=-1";
        }
        return ";BYMONTHDAY=" + IntStream.rangeClosed(SHORTEST_MONTH, day).mapToObj(String::valueOf).collect(Collectors.joining(",")) + ";BYSETPOS=-1";
    }

    private static String byDayOf(Month month, int day) {
        return month == Month.FEBRUARY && day > SHORTEST_MONTH ? byMonthDay(month.maxLength()) : ";BYMONTHDAY=" + Math.min(day, month.maxLength());
    }

    private static String byIndex(ExchangeRecurrence recurrence) {
        int index = recurrence.index().orElseThrow();
        return recurrence.days().size() == 1 ? ";BYDAY=" + index + days(recurrence.days()) : ";BYDAY=" + days(recurrence.days()) + ";BYSETPOS=" + index;
    }

    private static String days(Set<DayOfWeek> days) {
        return EnumSet.copyOf(days).stream().map(Rules::day).collect(Collectors.joining(","));
    }

    static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }
}
