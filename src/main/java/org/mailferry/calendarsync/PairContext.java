package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the work on one pair of calendars needs. */
record PairContext(CalendarJob job, CalendarPass pass, CalendarPair pair, Map<CalendarSide, CalendarStore> stores,
                   Map<CalendarSide, CalendarCollection> calendars, CalendarLedger ledger, CalendarLease lease, Clock clock, Instant end) {
    CalendarStore store(CalendarSide side) {
        return stores.get(side);
    }

    CalendarCollection calendar(CalendarSide side) {
        return calendars.get(side);
    }

    boolean mayWrite(CalendarSide side) {
        return side == CalendarSide.TARGET || pass == CalendarPass.TWO_WAY;
    }

    CalendarSide authority() {
        return job.policy().authority() == CalendarPolicy.Authority.SOURCE ? CalendarSide.SOURCE : CalendarSide.TARGET;
    }

    boolean isOver() {
        return !clock.instant().isBefore(end);
    }

    CalendarJournalEntry entry(CalendarJournalEntry.Kind kind, String uid, String text, Optional<ContentLines> lost) {
        return new CalendarJournalEntry(clock.instant(), kind, pair.name(), uid, text, lost.map(ContentLines::text));
    }

    /** At once, because what is overwritten or deleted next is nowhere else then. Where that fails, the entry stays. */
    void note(CalendarJournalEntry entry) {
        CalendarLedgerChange change = new CalendarLedgerChange();
        change.journal(entry);
        ledger.apply(lease, change);
    }

    CalendarFinding notCarried(CalendarSide side, String itemId, String uid, String event, String reason) {
        return new CalendarFinding(pair.id(), side, itemId, uid, event, CalendarFinding.Kind.NOT_CARRIED, reason);
    }

    List<CalendarItem> read(CalendarSide side, List<String> ids) {
        return ids.isEmpty() ? List.of() : store(side).read(calendar(side), ids).items();
    }
}
