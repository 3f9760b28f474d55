package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/**
 * What verifications of calendars saw. Only the last run of a mailbox is kept. One verification at a time works on a mailbox: whoever holds
 * its {@link CalendarLease}.
 */
public interface ComparedCalendars {
    Optional<CalendarVerifyRun> last(MailboxId mailbox);

    /** Forgets what the run before saw and found. */
    CalendarVerifyRun begin(MailboxId mailbox, Instant now, Instant from, Instant to);

    void finish(CalendarVerifyRun run, Instant now);

    List<SeenItem> seen(long pair);

    /** Instead of what was seen of the same items before. */
    void saw(List<SeenItem> items);

    /** Of items that are not there any more. */
    void forget(long pair, CalendarSide side, List<String> itemIds);

    /** All or nothing: what differs about these keys, instead of what differed before; they are not examined again in this run unless they are seen anew. */
    void examined(MailboxId mailbox, long pair, List<String> keys, List<CalendarDifference> differences);

    /** What nobody accepted, in the order of kinds and then of finding. */
    List<CalendarDifference> open(MailboxId mailbox, long skipped, int most);

    Map<CalendarDifference.Kind, Long> openCounts(MailboxId mailbox);

    long acceptedCount(MailboxId mailbox);

    /** Of the last run, if it still is that one. @return how many of each kind; none of those that a person accepts one by one */
    Map<CalendarDifference.Kind, Long> acceptTogether(MailboxId mailbox, long run, String by, String reason, Instant now);

    /** @return what the code names; empty when the mailbox has no such open difference */
    Optional<CalendarDifference> acceptOne(MailboxId mailbox, String code, String by, String reason, Instant now);
}
