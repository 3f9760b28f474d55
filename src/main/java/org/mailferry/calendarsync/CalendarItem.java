package org.mailferry.calendarsync;

/**
 * What a server gave for an item. Servers write items anew, so two texts of one item are compared by meaning, never byte by byte.
 *
 * @param uid without escapes, exactly as the item has it
 */
public record CalendarItem(ItemVersion version, String uid, ContentLines lines) {}
