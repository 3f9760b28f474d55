package org.mailferry.calendarsync;

/**
 * What a person should know about an item or calendar, until it is settled.
 *
 * @param side where the item is
 * @param itemId the server's; of the calendar where {@code kind} is {@link Kind#CALENDAR}
 * @param uid empty where it could not be read
 * @param event title and day; empty where they could not be read
 * @param reason a sentence
 */
public record CalendarFinding(long pair, CalendarSide side, String itemId, String uid, String event, Kind kind, String reason) {
    public enum Kind {
        /** The present version of the item is only on its own side. */
        NOT_CARRIED,
        /** It was carried, but not all of it, or repaired. */
        REMARK,
        /** A whole calendar. */
        CALENDAR
    }
}
