/**
 * Calendars, carried between two servers without a single invitation being sent. A server is a {@link CalendarStore}: it lists
 * {@link CalendarCollection}s, says what changed in one since a token ({@link CalendarChanges}), reads items by id
 * ({@link CalendarReader}) and writes them ({@link CalendarWriter}). Ids and tags are the server's own: href and ETag in CalDAV, ItemId and
 * ChangeKey in EWS. What travels between servers is iCalendar text; edits happen on its {@link ContentLines}, so that what nobody here
 * knows survives. Only a {@link SilentItem} can be written.
 */
@NullMarked
package org.mailferry.calendarsync;

import org.jspecify.annotations.NullMarked;
