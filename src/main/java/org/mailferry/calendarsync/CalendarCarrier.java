package org.mailferry.calendarsync;

import java.time.Duration;

/** Carries a mailbox's calendars, a bounded slice at a time. */
public interface CalendarCarrier {
    /**
     * Goes on where the last slice of this mailbox stopped; begins a pass when none is open. Safe to repeat, also after it was killed.
     *
     * @param length how long it takes up new work; what it has begun then is finished or given up soon after
     * @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when only a person can help, such as a refused login
     */
    CalendarSliceResult slice(CalendarJob job, CalendarPass pass, Duration length);
}
