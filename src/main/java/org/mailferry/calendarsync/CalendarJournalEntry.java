package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was decided over an item.
 *
 * @param lost the iCalendar text that was overwritten or deleted by the decision, so that it can be brought back
 */
public record CalendarJournalEntry(Instant at, Kind kind, String calendar, String uid, String text, Optional<String> lost) {
    public enum Kind { CONFLICT, DELETED, RESTORED }
}
