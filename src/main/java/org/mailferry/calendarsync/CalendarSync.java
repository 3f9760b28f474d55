package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/**
 * Keeps the calendars of one mailbox the same on both servers. What is known is what both sides held when they last agreed; a slice looks
 * at what changed since and carries it. It may be killed anywhere: the next slice finds out what was done.
 */
@Service
public final class CalendarSync implements CalendarCarrier {
    /** What was begun within a slice is over by then, as every call has its time limit. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final CalendarStores stores;
    private final CalendarLedger ledger;
    private final Clock clock;

    public CalendarSync(CalendarStores stores, CalendarLedger ledger, Clock clock) {
        this.stores = stores;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override public CalendarSliceResult slice(CalendarJob job, CalendarPass pass, Duration length) {
        Instant end = clock.instant().plus(length);
        CalendarLease lease = ledger.acquire(job.mailbox(), length.plus(GRACE));
        CalendarTally tally = new CalendarTally();
        try {
            return tally.result(work(job, pass, end, lease, tally));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            tally.pause = e.retryAfter().orElse(Duration.ofMinutes(1));
            return tally.result(false);
        } finally {
            ledger.release(lease);
        }
    }

    private boolean work(CalendarJob job, CalendarPass pass, Instant end, CalendarLease lease, CalendarTally tally) {
        Map<CalendarSide, CalendarStore> both = Map.of(CalendarSide.SOURCE, stores.open(job.source()), CalendarSide.TARGET, stores.open(job.target()));
        List<CalendarPairing.Found> pairs = new CalendarPairing(ledger, lease, both).pairs(pass);
        boolean through = true;
        for (CalendarPairing.Found found : pairs.stream().sorted(Comparator.comparingLong((CalendarPairing.Found one) -> one.pair().id())).toList()) {
            PairContext context = new PairContext(job, pass, found.pair(), both, found.calendars(), ledger, lease, clock, end);
            through = through && !context.isOver() && new PairSync(context, tally).run();
            if (tally.refusal != null) {
                return false;
            }
        }
        return through;
    }
}
