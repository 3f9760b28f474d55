/**
 * CalDAV on a loopback port, in memory: principals, calendar homes, calendars and items, written from RFC 4791, 4918, 6578 and 6764. What
 * RFC 6638 §3.2 has a server tell attendees of is worked out and counted; there are no scheduling inboxes and outboxes. COPY, MOVE, locks,
 * free-busy reports and {@code expand} are refused as unsupported.
 */
@NullMarked
package org.mailferry.lab.caldav;

import org.jspecify.annotations.NullMarked;
