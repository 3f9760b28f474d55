package org.mailferry.calendarsync;

import java.util.List;
import org.mailferry.kernel.MigrationException;

/** Makes iCalendar of what Exchange holds. */
public interface ItemConversion {
    /**
     * One item: what the server rendered, repaired from the properties, so that it says what the properties say. It has one UID, at the
     * source's instants, and no METHOD; it is not silent yet. Converting the same item again gives the same.
     *
     * @param policy for the size of the files that travel
     * @throws MigrationException {@code PERMANENT} when the item cannot be carried, with the reason for the mailbox's evidence; what
     *     fetching a file throws passes through
     */
    Converted convert(ExchangeItem item, CalendarPolicy policy);

    /** @param remarks what was left out or had to be repaired, each a sentence */
    record Converted(ContentLines lines, List<String> remarks) {
        public Converted {
            remarks = List.copyOf(remarks);
        }
    }
}
