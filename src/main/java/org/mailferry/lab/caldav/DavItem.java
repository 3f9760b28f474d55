package org.mailferry.lab.caldav;

/**
 * A stored item, to the byte.
 *
 * @param name last segment of its address
 * @param changedAt when in the calendar's row of changes
 */
record DavItem(String name, byte[] bytes, CalendarObject object, long changedAt) {
    /** Strong: what is given is what was stored. */
    String tag() {
        return "\"" + changedAt + "-" + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + "\"";
    }
}
