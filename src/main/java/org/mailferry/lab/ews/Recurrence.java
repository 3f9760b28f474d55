package org.mailferry.lab.ews;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A {@code RecurrenceType} of [MS-OXWSCDATA] §2.2.4.65: on which dates it falls, the deleted ones included. */
final class Recurrence {
    /** What is expanded of an endless series: more than a calendar shows, and as much as an Outlook client makes of one. */
    private static final int MOST = 2000;
    final Node pattern;
    final Node range;
    private final LocalDate start;
    private final LocalDate end;
    private final int count;
    private final int interval;
    private final Set<DayOfWeek> days;
    private final DayOfWeek firstDay;

    private Recurrence(Node pattern, Node range) {
        this.pattern = pattern;
        this.range = range;
        start = LocalDate.parse(range.value("t:StartDate").substring(0, 10));
        end = range.name().equals("t:EndDateRecurrence") ? LocalDate.parse(range.value("t:EndDate").substring(0, 10)) : LocalDate.MAX;
        count = range.name().equals("t:NumberedRecurrence") ? Integer.parseInt(range.value("t:NumberOfOccurrences")) : MOST;
        interval = pattern.find("t:Interval").map(node -> Integer.parseInt(node.text())).orElse(1);
        days = pattern.find("t:DaysOfWeek").map(node -> days(node.text())).orElse(Set.of());
        firstDay = pattern.find("t:FirstDayOfWeek").map(node -> DayOfWeek.valueOf(node.text().toUpperCase(Locale.ROOT))).orElse(DayOfWeek.SUNDAY);
        if (interval < 1 || count < 1 || end.isBefore(start)) {
            throw new IllegalArgumentException("its numbers");
        }
    }

    static Recurrence of(Node recurrence) {
        if (recurrence.children().size() != 2) {
            throw EwsError.item("ErrorCalendarInvalidRecurrence", "The recurrence pattern is invalid.");
        }
        try {
            return new Recurrence(recurrence.children().get(0), recurrence.children().get(1));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw EwsError.item("ErrorCalendarInvalidRecurrence", "The recurrence pattern is invalid: " + e.getMessage());
        }
    }

    int interval() {
        return interval;
    }

    Set<DayOfWeek> days() {
        return days;
    }

    List<LocalDate> dates() {
        List<LocalDate> dates = new ArrayList<>();
        try {
            for (int period = 0; dates.size() < count && period < 20 * MOST; period++) {
                for (LocalDate date : inPeriod(period)) {
                    if (date.isAfter(end)) {
                        return dates;
                    }
                    if (!date.isBefore(start) && dates.size() < count) {
                        dates.add(date);
                    }
                }
            }
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw EwsError.item("ErrorCalendarInvalidRecurrence", "The recurrence pattern is invalid: " + e.getMessage());
        }
        return dates;
    }

    private List<LocalDate> inPeriod(int period) {
        long steps = (long) period * interval;
        return switch (pattern.localName()) {
            case "DailyRecurrence" -> List.of(start.plusDays(steps));
            case "WeeklyRecurrence" -> inWeek(start.with(TemporalAdjusters.previousOrSame(firstDay)).plusWeeks(steps));
            case "AbsoluteMonthlyRecurrence" -> List.of(dayOf(start.withDayOfMonth(1).plusMonths(steps)));
            case "RelativeMonthlyRecurrence" -> List.of(relative(start.withDayOfMonth(1).plusMonths(steps)));
            case "AbsoluteYearlyRecurrence" -> List.of(dayOf(start.withDayOfMonth(1).withMonth(month()).plusYears(steps)));
            case "RelativeYearlyRecurrence" -> List.of(relative(start.withDayOfMonth(1).withMonth(month()).plusYears(steps)));
            default -> throw EwsError.item("ErrorCalendarInvalidRecurrence", pattern.localName() + " is no pattern of a calendar item.");
        };
    }

    private List<LocalDate> inWeek(LocalDate monday) {
        Set<LocalDate> dates = new TreeSet<>();
        for (DayOfWeek day : days) {
            dates.add(monday.plusDays((day.getValue() - firstDay.getValue() + 7) % 7));
        }
        return List.copyOf(new ArrayList<>(dates));
    }

    private int month() {
        return Month.valueOf(pattern.value("t:Month").toUpperCase(Locale.ROOT)).getValue();
    }

    /** The last day of a month that is too short. */
    private LocalDate dayOf(LocalDate first) {
        int day = Integer.parseInt(pattern.value("t:DayOfMonth"));
        return first.withDayOfMonth(Math.min(day, first.lengthOfMonth()));
    }

    private LocalDate relative(LocalDate first) {
        List<LocalDate> matching = first.datesUntil(first.plusMonths(1)).filter(date -> days.contains(date.getDayOfWeek())).toList();
        int index = List.of("First", "Second", "Third", "Fourth", "Last").indexOf(pattern.value("t:DayOfWeekIndex"));
        return matching.get(index == 4 ? matching.size() - 1 : index);
    }

    /** {@code Day}, {@code Weekday} and {@code WeekendDay} stand for several. */
    private static Set<DayOfWeek> days(String names) {
        Set<DayOfWeek> days = new TreeSet<>();
        for (String name : names.strip().split("\\s+")) {
            Arrays.stream(DayOfWeek.values()).filter(day -> switch (name) {
                case "Day" -> true;
                case "Weekday" -> day.getValue() <= 5;
                case "WeekendDay" -> day.getValue() > 5;
                default -> day == DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
            }).forEach(days::add);
        }
        return days;
    }
}
