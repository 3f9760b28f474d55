package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.List;
import org.mailferry.kernel.MailboxId;

/**
 * What is known of the calendars of mailboxes: which belong together, which items were carried in which version, what could not be. Every
 * writing method commits on its own and only for whoever holds the newest lease; it throws {@code TRANSIENT} for anybody else.
 */
public interface CalendarLedger {
    /** @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} while somebody else holds it */
    CalendarLease acquire(MailboxId mailbox, Duration time);

    void release(CalendarLease lease);

    /** @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the lease is over or somebody else's */
    void check(CalendarLease lease);

    /** In the order in which they were found. */
    List<CalendarPair> pairs(MailboxId mailbox);

    /** Stores a new pair or that pair's name and tokens; gives it with its id. */
    CalendarPair save(CalendarLease lease, CalendarPair pair);

    List<CalendarLink> links(long pair);

    /** All or nothing. @return the saved links with their ids, in order */
    List<CalendarLink> apply(CalendarLease lease, CalendarLedgerChange change);

    List<CalendarFinding> findings(MailboxId mailbox);

    /** The newest first. */
    List<CalendarJournalEntry> journal(MailboxId mailbox, int most);
}
