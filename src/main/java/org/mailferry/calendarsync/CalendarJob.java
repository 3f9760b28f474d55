package org.mailferry.calendarsync;

import org.mailferry.kernel.MailboxId;

/** One mailbox's calendars to carry: where they are, where they go, and by which rules. */
public record CalendarJob(MailboxId mailbox, CalendarAccount source, CalendarAccount target, CalendarPolicy policy) {}
