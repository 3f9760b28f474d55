package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Map;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/** When the calendars of a mailbox that both servers use are looked at next. */
public interface CalendarTurns {
    /** Of the plan's mailboxes that had a turn; the others are due. */
    Map<MailboxId, Instant> of(PlanName plan);

    /**
     * Takes the mailbox's turn: of callers that come at once only one gets it. What it stands for must not depend on the caller's
     * transaction, so it is taken at once and stays taken.
     *
     * @return false when the mailbox is not due, or somebody else took its turn
     */
    boolean take(MailboxId mailbox, Instant now, Instant next);
}
