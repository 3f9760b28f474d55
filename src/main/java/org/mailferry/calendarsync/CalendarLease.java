package org.mailferry.calendarsync;

import org.mailferry.kernel.MailboxId;

/**
 * The right to work on a mailbox's calendars.
 *
 * @param token rises with every lease, so that whoever holds an older one is recognised and stopped
 */
public record CalendarLease(MailboxId mailbox, long token) {}
