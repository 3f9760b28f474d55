package org.mailferry.calendarsync;

/** Carries a mailbox's calendars, a bounded slice at a time. */
public interface CalendarCarrier {
    /**
     * Goes on where the last slice of this mailbox stopped; begins a pass when none is open. Safe to repeat, also after it was killed.
     *
     * @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when only a person can help, such as a refused login
     */
    CalendarSliceResult slice(CalendarJob job, CalendarPass pass);
}
