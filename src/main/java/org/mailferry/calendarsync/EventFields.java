package org.mailferry.calendarsync;

import java.util.List;
import org.mailferry.kernel.MigrationException;

/** Makes the properties that Exchange stores of iCalendar. */
public interface EventFields {
    /**
     * The item as Exchange can hold it: master, exceptions and deleted occurrences; zones by their Windows names. The MIME is empty.
     *
     * @throws MigrationException {@code PERMANENT} when Exchange has no way to say it, such as a rule that EWS does not know
     */
    Fields fields(SilentItem item);

    /** @param losses what the item had and Exchange has no place for, each a sentence */
    record Fields(ExchangeItem item, List<String> losses) {
        public Fields {
            losses = List.copyOf(losses);
        }
    }
}
