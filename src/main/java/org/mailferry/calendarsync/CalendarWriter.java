package org.mailferry.calendarsync;

/**
 * Writes one mailbox's calendars without anybody being told. It never repeats a call by itself; whoever repeats one after a lost answer
 * gets {@link WriteResult.AlreadyThere}, {@link WriteResult.ChangedMeanwhile} or {@link WriteResult.Gone} and looks.
 *
 * <p>Exceptions as in {@link CalendarReader}. A refusal of one item is a {@link WriteResult}.
 */
public interface CalendarWriter {
    /** The calendar of that key: made, or there from an earlier call and left as it is. */
    CalendarCollection create(NewCalendar calendar);

    /** Stores a new item. Never overwrites one. */
    WriteResult create(CalendarCollection calendar, SilentItem item);

    /**
     * Stores the item in place of that version, and of no other. An item that somebody's program stored with attendees whom the server
     * serves is {@link WriteResult.Refused}: silencing it there would itself send cancellations (RFC 6638 §3.2.1.2).
     */
    WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item);

    /** Deletes that version, and no other; refused as {@link #replace} refuses. {@link WriteResult.Gone} is the success. */
    WriteResult delete(CalendarCollection calendar, ItemVersion version);
}
