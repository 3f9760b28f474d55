package org.mailferry.calendarsync;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MigrationException;

/**
 * An item as it is compared.
 *
 * @param hash of its text, for what nobody can expand
 * @param trouble why its occurrences are not known
 */
record ReadItem(String id, List<CalendarInstance> instances, String hash, Optional<String> trouble) {
    static ReadItem of(CalendarItem item, InstanceExpansion expansion, CalendarVerifyRun run) {
        String hash = NormalisedItem.hash(item.lines());
        try {
            return new ReadItem(item.version().id(), expansion.expand(item.lines(), run.from(), run.to()), hash, Optional.empty());
        } catch (MigrationException e) {
            return new ReadItem(item.version().id(), List.of(), hash, Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
