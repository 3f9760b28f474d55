package org.mailferry.calendarsync;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a series repeats, as EWS says it.
 *
 * @param days for {@code WEEKLY} and the relative patterns
 * @param index for the relative patterns: which of {@code days} in the month, 1 to 4, or -1 for the last
 * @param dayOfMonth for the absolute patterns; months that are shorter take their last day
 * @param month for the yearly patterns
 * @param firstDay of the week; matters for {@code WEEKLY} with an interval above 1
 * @param start first day of the series by its own zone
 * @param until last day on which it may occur; empty with {@code count} empty: it never ends
 */
public record ExchangeRecurrence(Pattern pattern, int interval, Set<DayOfWeek> days, OptionalInt index, OptionalInt dayOfMonth, OptionalInt month,
                                 Optional<DayOfWeek> firstDay, LocalDate start, Optional<LocalDate> until, OptionalInt count) {
    public enum Pattern { DAILY, WEEKLY, ABSOLUTE_MONTHLY, RELATIVE_MONTHLY, ABSOLUTE_YEARLY, RELATIVE_YEARLY }

    public ExchangeRecurrence {
        days = days.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(days));
        if (interval < 1) {
            throw new IllegalArgumentException("A series repeats every 1 or more, not every " + interval);
        }
    }
}
