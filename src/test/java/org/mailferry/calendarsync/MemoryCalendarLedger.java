package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;

/** For one mailbox; behaves as the tables do. */
final class MemoryCalendarLedger implements CalendarLedger {
    private final Clock clock;
    final Map<Long, CalendarPair> pairs = new LinkedHashMap<>();
    final Map<Long, CalendarLink> links = new LinkedHashMap<>();
    final List<CalendarFinding> findings = new ArrayList<>();
    final List<CalendarJournalEntry> journal = new ArrayList<>();
    /** The process that talks to it was killed. */
    boolean dead;
    private long token;
    private Instant until = Instant.MIN;
    private long ids;

    MemoryCalendarLedger(Clock clock) {
        this.clock = clock;
    }

    @Override public CalendarLease acquire(MailboxId mailbox, Duration time) {
        if (clock.instant().isBefore(until)) {
            throw MigrationException.transientFailure("It is being worked on", null);
        }
        until = clock.instant().plus(time);
        return new CalendarLease(mailbox, ++token);
    }

    /** The time of a lease that nobody gave back. */
    void expire() {
        until = Instant.MIN;
    }

    @Override public void release(CalendarLease lease) {
        if (dead) {
            return;
        }
        until = lease.token() == token ? Instant.MIN : until;
    }

    @Override public void check(CalendarLease lease) {
        if (lease.token() != token || !clock.instant().isBefore(until)) {
            throw MigrationException.transientFailure("The lease was lost", null);
        }
    }

    private void fence(CalendarLease lease) {
        if (dead || lease.token() != token) {
            throw MigrationException.transientFailure("The lease was lost", null);
        }
    }

    @Override public List<CalendarPair> pairs(MailboxId mailbox) {
        return pairs.values().stream().filter(pair -> pair.mailbox().equals(mailbox)).toList();
    }

    @Override public CalendarPair save(CalendarLease lease, CalendarPair pair) {
        fence(lease);
        CalendarPair saved = pair.id() != 0 ? pair
            : new CalendarPair(++ids, pair.mailbox(), pair.name(), pair.sourceId(), pair.targetId(), pair.sourceToken(), pair.targetToken());
        pairs.put(saved.id(), saved);
        return saved;
    }

    @Override public List<CalendarLink> links(long pair) {
        return links.values().stream().filter(link -> link.pair() == pair).toList();
    }

    @Override public List<CalendarLink> apply(CalendarLease lease, CalendarLedgerChange change) {
        fence(lease);
        change.removed().forEach(links::remove);
        List<CalendarLink> saved = change.saved().stream()
            .map(link -> link.id() != 0 ? link : new CalendarLink(++ids, link.pair(), link.source(), link.target(), link.held())).toList();
        saved.forEach(link -> links.put(link.id(), link));
        change.settled().forEach(settled -> settle(settled.pair(), settled.side(), settled.itemId()));
        change.findings().forEach(finding -> {
            settle(finding.pair(), finding.side(), finding.itemId());
            findings.add(finding);
        });
        journal.addAll(change.entries());
        return saved;
    }

    private void settle(long pair, CalendarSide side, String itemId) {
        findings.removeIf(finding -> finding.pair() == pair && finding.side() == side && finding.itemId().equals(itemId));
    }

    @Override public List<CalendarFinding> findings(MailboxId mailbox) {
        return List.copyOf(findings);
    }

    @Override public List<CalendarJournalEntry> journal(MailboxId mailbox, int most) {
        List<CalendarJournalEntry> newest = new ArrayList<>(journal);
        Collections.reverse(newest);
        return newest.subList(0, Math.min(most, newest.size()));
    }
}
