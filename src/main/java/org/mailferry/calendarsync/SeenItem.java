package org.mailferry.calendarsync;

/**
 * An item that a verification has read.
 *
 * @param key the UID by which both sides' items are matched: the source's, where two items of one calendar had the same
 * @param digest of all its occurrences within the window
 * @param occurrences how many
 * @param examined what differs was looked at and written down
 */
public record SeenItem(long pair, CalendarSide side, ItemVersion version, String key, String digest, int occurrences, boolean examined) {}
