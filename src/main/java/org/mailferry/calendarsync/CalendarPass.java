package org.mailferry.calendarsync;

/** Which side a pass may change. */
public enum CalendarPass {
    /** From the source to the target; the source is only read. */
    COPY,
    /** Each side gets what changed on the other. */
    TWO_WAY
}
