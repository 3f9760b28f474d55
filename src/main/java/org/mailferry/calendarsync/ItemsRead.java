package org.mailferry.calendarsync;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items that were asked for; each id is in exactly one of the three.
 *
 * @param vanished ids of items that are not there (any more)
 * @param unreadable id to reason, for the mailbox's evidence: the item alone is at fault, asking again changes nothing
 */
public record ItemsRead(List<CalendarItem> items, Set<String> vanished, Map<String, String> unreadable) {
    public ItemsRead {
        items = List.copyOf(items);
        vanished = Set.copyOf(vanished);
        unreadable = Map.copyOf(unreadable);
    }
}
