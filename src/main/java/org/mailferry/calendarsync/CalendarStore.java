package org.mailferry.calendarsync;

/** Both sides of one mailbox's calendars. A source that is only copied from may refuse to write by {@code PERMANENT}. */
public interface CalendarStore extends CalendarReader, CalendarWriter {}
