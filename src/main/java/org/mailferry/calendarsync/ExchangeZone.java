package org.mailferry.calendarsync;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A time zone as EWS names it.
 *
 * @param id Windows' name such as {@code Russian Standard Time}, or {@code tzone://Microsoft/Custom} and the like; as it came
 * @param name for people, such as {@code (UTC+03:00) Moscow, St. Petersburg}; may be empty
 * @param rule what is in force now, when the server told it
 */
public record ExchangeZone(String id, String name, Optional<Rule> rule) {
    public ExchangeZone(String id) {
        this(id, "", Optional.empty());
    }

    public record Rule(ZoneOffset standard, Optional<Daylight> daylight) {}

    public record Daylight(ZoneOffset offset, Switch begins, Switch ends) {}

    /**
     * When the clocks change, every year.
     *
     * @param occurrence which of the month's days of that name, 1 to 4, or -1 for the last
     * @param at by the clock that is in force until then
     */
    public record Switch(int month, int occurrence, DayOfWeek day, LocalTime at) {
        public Switch {
            if (month < 1 || month > 12 || occurrence == 0 || occurrence < -1 || occurrence > 5) {
                throw new IllegalArgumentException("The clocks never change on day " + occurrence + " of its name in month " + month);
            }
        }
    }
}
