package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.List;

/** Says when an item takes place. Not by our own conversion: whoever expands must have had no part in making the text. */
public interface InstanceExpansion {
    /**
     * @param from occurrences that end at or before it are left out
     * @param to and those that begin at or after it; floating times and dates are taken for UTC here
     * @return the earliest first
     * @throws org.mailferry.kernel.MigrationException {@code PERMANENT} for an item that cannot be read, or with more occurrences than anybody wants to see
     */
    List<CalendarInstance> expand(ContentLines item, Instant from, Instant to);
}
