/**
 * Calendars on a CalDAV server (RFC 4791, 5689, 6578, 6638, 6764). It knows no POST, so nothing can reach a scheduling outbox; credentials
 * go to one host only; what a server answers is read as bounded XML without document types.
 */
@NullMarked
package org.mailferry.calendarsync.caldav;

import org.jspecify.annotations.NullMarked;
