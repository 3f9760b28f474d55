package org.mailferry.calendarsync;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads one mailbox's calendars. Every method may be repeated and changes nothing on the server.
 *
 * <p>All throw {@link org.mailferry.kernel.MigrationException}: {@code TRANSIENT} when the server is unreachable or broken, {@code THROTTLED}
 * with the delay it asked for, {@code PERMANENT} for logins, rights and calendars that are not there. A single bad item never throws.
 */
public interface CalendarReader {
    /** Without the server's own boxes for invitations, tasks-only lists included. */
    List<CalendarCollection> calendars();

    /**
     * Ids and tags, no content. A server that does not know the token any more, for whatever reason, is asked for everything: look at
     * {@link CalendarChanges#whole()}.
     *
     * @param token of an earlier answer for the same calendar
     */
    CalendarChanges changes(CalendarCollection calendar, Optional<String> token);

    /** Any number of ids; the adapter asks in batches that the server bears. */
    ItemsRead read(CalendarCollection calendar, Collection<String> ids);

    /** Items with exactly this UID, whatever the server takes for equal; more than one where it allows that. */
    List<CalendarItem> withUid(CalendarCollection calendar, String uid);
}
