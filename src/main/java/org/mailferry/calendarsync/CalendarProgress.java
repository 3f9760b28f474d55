package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/** How each mailbox's calendars stand, for whoever watches; no step relies on it. */
public interface CalendarProgress {
    /**
     * @param created items since the beginning, like {@code updated}, {@code deleted} and {@code conflicts}
     * @param refused items of the last pass that a side did not take
     * @param caughtUpAt when a pass was finished last
     * @param problem why it does not go on; empty once it does
     */
    record Standing(MailboxId mailbox, long created, long updated, long deleted, long refused, long conflicts, Optional<Instant> caughtUpAt,
                    Optional<String> problem) {}

    /** Adds up what a slice did. */
    void record(MailboxId mailbox, CalendarSliceResult slice, Instant now);

    /** @param problem in words, without secrets */
    void failed(MailboxId mailbox, String problem, Instant now);

    /** Of mailboxes whose calendars were ever looked at, by address. */
    List<Standing> of(PlanName plan);
}
