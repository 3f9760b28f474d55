package org.mailferry.calendarsync;

import java.util.Optional;
import org.mailferry.remote.RemoteHost;

/** Calendars that the target's own tool carries, on one of its hosts: the tool is started there, and what it says is judged. */
public interface HostedCalendars {
    /**
     * Begins what is to be done next, or tells how far it is; never waits for it. What was done in a turn is not begun again in it, and
     * nothing is begun while its end, or a person's decision about it, is outstanding.
     *
     * @return caught up when everything was done; a refusal, given once, when only a person can say whether it may be begun again
     */
    CalendarSliceResult slice(HostedCalendarJob job);

    /**
     * Looks whether the tool could be started, and begins nothing.
     *
     * @return what a person must change; empty when it could
     */
    Optional<String> obstacle(RemoteHost host, String scripts);
}
