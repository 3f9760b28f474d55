package org.mailferry.calendarsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.calendarsync.CalendarJournalEntry;
import org.mailferry.calendarsync.CalendarLease;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarLedgerChange;
import org.mailferry.calendarsync.CalendarLink;
import org.mailferry.calendarsync.CalendarPair;
import org.mailferry.calendarsync.CalendarSide;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the tables {@code calendarsync_*}. The nodes' clocks may differ by less than the gap between a slice's end and its job's lock. */
@Repository
class JdbcCalendarLedger implements CalendarLedger {
    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;
    private final CalendarLinkTable links;
    private final TransactionTemplate own;
    private final Clock clock;

    JdbcCalendarLedger(JdbcClient jdbc, CalendarLinkTable links, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.clock = clock;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public CalendarLease acquire(MailboxId mailbox, Duration time) {
        inOwn(() -> jdbc.sql("insert into calendarsync_mailbox (mailbox_id, lease_token) values (?, 0) on conflict do nothing").param(mailbox.text()).update());
        return inOwn(() -> {
            Held held = locked(mailbox);
            Instant now = clock.instant();
            if (held.until().filter(now::isBefore).isPresent()) {
                throw MigrationException.transientFailure("The calendars of " + mailbox + " are being worked on until " + held.until().get(), null);
            }
            hold(mailbox, held.token() + 1, Optional.of(now.plus(time)));
            return new CalendarLease(mailbox, held.token() + 1);
        });
    }

    @Override public void release(CalendarLease lease) {
        inOwn(() -> {
            boolean ours = locked(lease.mailbox()).token() == lease.token();
            if (ours) {
                hold(lease.mailbox(), lease.token(), Optional.empty());
            }
            return ours;
        });
    }

    @Override public void check(CalendarLease lease) {
        inOwn(() -> {
            Held held = locked(lease.mailbox());
            if (held.token() != lease.token() || held.until().filter(clock.instant()::isBefore).isEmpty()) {
                throw lost(lease);
            }
            return true;
        });
    }

    @Override public List<CalendarPair> pairs(MailboxId mailbox) {
        return jdbc.sql("select * from calendarsync_pair where mailbox_id = ? order by id").param(mailbox.text())
            .query((row, index) -> new CalendarPair(row.getLong("id"), mailbox, row.getString("name"), row.getString("source_id"), row.getString("target_id"),
                Optional.ofNullable(row.getString("source_token")), Optional.ofNullable(row.getString("target_token")))).list();
    }

    @Override public CalendarPair save(CalendarLease lease, CalendarPair pair) {
        return fenced(lease, () -> {
            if (pair.id() != 0) {
                jdbc.sql("update calendarsync_pair set name = ?, source_token = ?, target_token = ? where id = ?")
                    .params(cut(pair.name(), 1_000), pair.sourceToken().orElse(null), pair.targetToken().orElse(null), pair.id()).update();
                return pair;
            }
            jdbc.sql("insert into calendarsync_pair (mailbox_id, name, source_id, target_id, source_token, target_token) values (?, ?, ?, ?, ?, ?)")
                .params(lease.mailbox().text(), cut(pair.name(), 1_000), pair.sourceId(), pair.targetId(), pair.sourceToken().orElse(null),
                    pair.targetToken().orElse(null)).update();
            List<CalendarPair> pairs = pairs(lease.mailbox());
            return pairs.get(pairs.size() - 1);
        });
    }

    @Override public List<CalendarLink> links(long pair) {
        return links.of(pair);
    }

    @Override public List<CalendarLink> apply(CalendarLease lease, CalendarLedgerChange change) {
        return fenced(lease, () -> {
            links.delete(change.removed());
            List<CalendarLink> saved = links.save(change.saved());
            change.settled().forEach(settled -> settle(settled.pair(), settled.side(), settled.itemId()));
            change.findings().forEach(this::find);
            change.entries().forEach(entry -> note(lease.mailbox(), entry));
            return saved;
        });
    }

    private void settle(long pair, CalendarSide side, String itemId) {
        jdbc.sql("delete from calendarsync_finding where pair_id = ? and side = ? and item_sha256 = ?").params(pair, side.name(), Sha256.hex(itemId)).update();
    }

    private void find(CalendarFinding finding) {
        settle(finding.pair(), finding.side(), finding.itemId());
        jdbc.sql("insert into calendarsync_finding (pair_id, side, item_id, item_sha256, uid, event, kind, reason) values (?, ?, ?, ?, ?, ?, ?, ?)")
            .params(finding.pair(), finding.side().name(), finding.itemId(), Sha256.hex(finding.itemId()), finding.uid(), cut(finding.event(), 200), finding.kind().name(),
                cut(finding.reason(), LONGEST)).update();
    }

    private void note(MailboxId mailbox, CalendarJournalEntry entry) {
        jdbc.sql("insert into calendarsync_journal (mailbox_id, noted_at, kind, calendar, uid, entry, lost) values (?, ?, ?, ?, ?, ?, ?)")
            .params(mailbox.text(), entry.at().atOffset(ZoneOffset.UTC), entry.kind().name(), cut(entry.calendar(), 1_000), entry.uid(),
                cut(entry.text(), LONGEST), entry.lost().map(text -> text.replace("\u0000", "")).orElse(null)).update();
    }

    @Override public List<CalendarFinding> findings(MailboxId mailbox) {
        return jdbc.sql("select f.* from calendarsync_finding f join calendarsync_pair p on p.id = f.pair_id where p.mailbox_id = ? order by f.id").param(mailbox.text())
            .query((row, index) -> new CalendarFinding(row.getLong("pair_id"), CalendarSide.valueOf(row.getString("side")), row.getString("item_id"),
                row.getString("uid"), row.getString("event"), CalendarFinding.Kind.valueOf(row.getString("kind")), row.getString("reason"))).list();
    }

    @Override public List<CalendarJournalEntry> journal(MailboxId mailbox, int most) {
        return jdbc.sql("select * from calendarsync_journal where mailbox_id = ? order by id desc fetch first " + most + " rows only").param(mailbox.text())
            .query((row, index) -> new CalendarJournalEntry(row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                CalendarJournalEntry.Kind.valueOf(row.getString("kind")), row.getString("calendar"), row.getString("uid"), row.getString("entry"),
                Optional.ofNullable(row.getString("lost")))).list();
    }

    private <T> T fenced(CalendarLease lease, Supplier<T> work) {
        return inOwn(() -> {
            if (locked(lease.mailbox()).token() != lease.token()) {
                throw lost(lease);
            }
            return work.get();
        });
    }

    private <T> T inOwn(Supplier<T> work) {
        List<T> result = new ArrayList<>();
        own.executeWithoutResult(status -> result.add(work.get()));
        return result.get(0);
    }

    private Held locked(MailboxId mailbox) {
        return jdbc.sql("select lease_token, lease_until from calendarsync_mailbox where mailbox_id = ? for update").param(mailbox.text())
            .query((row, index) -> new Held(row.getLong(1), Optional.ofNullable(instant(row)))).single();
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("lease_until", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private void hold(MailboxId mailbox, long token, Optional<Instant> until) {
        jdbc.sql("update calendarsync_mailbox set lease_token = ?, lease_until = ? where mailbox_id = ?")
            .params(token, until.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null), mailbox.text()).update();
    }

    private static MigrationException lost(CalendarLease lease) {
        return MigrationException.transientFailure("The lease on the calendars of " + lease.mailbox() + " was lost to another slice", null);
    }

    /** PostgreSQL holds every character but one. */
    private static String cut(String text, int longest) {
        String kept = text.replace("\u0000", "");
        return kept.length() <= longest ? kept : kept.substring(0, longest - 1) + "…";
    }

    private record Held(long token, Optional<Instant> until) {}
}
