package org.mailferry.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a window may lie. {@code from} after {@code to} means a night: it belongs to the day on which it begins, so a window at
 * 02:00 on Saturday needs Friday among {@code days}. Equal times, and 00:00 to 23:59, mean the whole day. No date that the window touches may be in {@code blackout}.
 *
 * @param approvalValid a window that begins later than this could only be opened on an approval that is over
 */
public record WindowRules(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, List<LocalDate> blackout, Duration approvalValid) {
    /** The form knows minutes, and a person needs a few of them to send it: a window asked for "now" is not in the past. */
    static final Duration GRACE = Duration.ofMinutes(15);

    public WindowRules {
        days = Set.copyOf(days);
        blackout = List.copyOf(blackout);
    }

    /** Why a window from {@code start} to {@code end} is refused, in words for who asked; empty when it is not. */
    public Optional<String> problem(Instant start, Instant end, Instant now) {
        if (!end.isAfter(start)) {
            return Optional.of("The window must end after it starts.");
        }
        if (start.isBefore(now.minus(GRACE)) || !end.isAfter(now)) {
            return Optional.of("The window lies in the past: it is now " + local(now) + ".");
        }
        if (start.isAfter(now.plus(approvalValid))) {
            return Optional.of("An approval given now holds until " + local(now.plus(approvalValid)) + " and would be over when the window starts."
                + " Ask later, or change policies.approvalValid in the plan.");
        }
        return blackoutDate(start, end).map(date -> date + " is a blackout date of the plan.")
            .or(() -> insideOneDay(start, end) ? Optional.empty() : Optional.of("The plan allows windows " + allowed() + "."));
    }

    private Optional<LocalDate> blackoutDate(Instant start, Instant end) {
        LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
        return start.atZone(zone).toLocalDate().datesUntil(last.plusDays(1)).filter(blackout::contains).findFirst();
    }

    private boolean insideOneDay(Instant start, Instant end) {
        if (wholeDay()) {
            LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
            return start.atZone(zone).toLocalDate().datesUntil(last.plusDays(1)).allMatch(date -> days.contains(date.getDayOfWeek()));
        }
        LocalDate date = start.atZone(zone).toLocalDate();
        return insideDayOf(date, start, end) || insideDayOf(date.minusDays(1), start, end);
    }

    /** 00:00 to 23:59 is how people write it. */
    private boolean wholeDay() {
        return from.equals(to) || from.equals(LocalTime.MIDNIGHT) && !to.isBefore(LocalTime.of(23, 59));
    }

    private boolean insideDayOf(LocalDate date, Instant start, Instant end) {
        Instant earliest = date.atTime(from).atZone(zone).toInstant();
        Instant latest = (from.isBefore(to) ? date : date.plusDays(1)).atTime(to).atZone(zone).toInstant();
        return days.contains(date.getDayOfWeek()) && !start.isBefore(earliest) && !end.isAfter(latest);
    }

    private String allowed() {
        String hours = wholeDay() ? "at any hour" : "from " + from + " to " + to;
        List<DayOfWeek> sorted = days.stream().sorted().toList();
        return hours + " (" + zone + ") on " + sorted;
    }

    private ZonedDateTime local(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
    }
}
