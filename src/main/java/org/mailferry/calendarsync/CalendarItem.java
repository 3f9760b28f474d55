package org.mailferry.calendarsync;

import java.util.List;

/**
 * What a server gave for an item. Servers write items anew, so two texts of one item are compared by meaning, never byte by byte.
 *
 * @param uid without escapes, exactly as the item has it
 * @param remarks what of the item could not be carried or had to be repaired, each a sentence for the mailbox's evidence
 */
public record CalendarItem(ItemVersion version, String uid, ContentLines lines, List<String> remarks) {
    public CalendarItem {
        remarks = List.copyOf(remarks);
    }

    public CalendarItem(ItemVersion version, String uid, ContentLines lines) {
        this(version, uid, lines, List.of());
    }
}
