package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/**
 * One verification of a mailbox's calendars.
 *
 * @param number rises with each
 * @param from the window whose occurrences are compared
 * @param events items on the source
 * @param occurrences of them within the window
 */
public record CalendarVerifyRun(MailboxId mailbox, long number, Instant from, Instant to, Instant begunAt, Optional<Instant> finishedAt, long events,
                                long occurrences) {}
