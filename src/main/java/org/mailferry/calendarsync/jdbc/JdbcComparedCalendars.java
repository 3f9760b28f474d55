package org.mailferry.calendarsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.calendarsync.CalendarSide;
import org.mailferry.calendarsync.CalendarVerifyRun;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.SeenItem;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Sha256;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** In the tables {@code calendarsync_verification}, {@code _seen}, {@code _difference} and {@code _accepted}. */
@Repository
class JdbcComparedCalendars implements ComparedCalendars {
    private static final String OPEN = " from calendarsync_difference d where mailbox_id = ? and not exists (select 1 from calendarsync_accepted a "
        + "where a.mailbox_id = d.mailbox_id and a.fingerprint = d.fingerprint)";
    private static final String ACCEPT = "insert into calendarsync_accepted (mailbox_id, fingerprint, accepted_by, accepted_at, reason) values (?, ?, ?, ?, ?) "
        + "on conflict do nothing";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate own;

    JdbcComparedCalendars(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public Optional<CalendarVerifyRun> last(MailboxId mailbox) {
        return jdbc.sql("select * from calendarsync_verification where mailbox_id = ?").param(mailbox.text())
            .query((row, index) -> new CalendarVerifyRun(mailbox, row.getLong("run_number"), instant(row, "window_from").orElseThrow(),
                instant(row, "window_to").orElseThrow(), instant(row, "begun_at").orElseThrow(), instant(row, "finished_at"), row.getLong("events"),
                row.getLong("occurrences"))).optional();
    }

    @Override public CalendarVerifyRun begin(MailboxId mailbox, Instant now, Instant from, Instant to) {
        long number = last(mailbox).map(CalendarVerifyRun::number).orElse(0L) + 1;
        own.executeWithoutResult(status -> {
            jdbc.sql("delete from calendarsync_seen where pair_id in (select id from calendarsync_pair where mailbox_id = ?)").param(mailbox.text()).update();
            jdbc.sql("delete from calendarsync_difference where mailbox_id = ?").param(mailbox.text()).update();
            jdbc.sql("delete from calendarsync_verification where mailbox_id = ?").param(mailbox.text()).update();
            jdbc.sql("insert into calendarsync_verification (mailbox_id, run_number, window_from, window_to, begun_at, events, occurrences) values (?, ?, ?, ?, ?, 0, 0)")
                .params(mailbox.text(), number, utc(from), utc(to), utc(now)).update();
        });
        return last(mailbox).orElseThrow();
    }

    @Override public void finish(CalendarVerifyRun run, Instant now) {
        jdbc.sql("update calendarsync_verification set finished_at = ?, events = (select count(*) from calendarsync_seen s join calendarsync_pair p on p.id = s.pair_id "
                + "where p.mailbox_id = ? and s.side = 'SOURCE'), occurrences = (select coalesce(sum(s.occurrences), 0) from calendarsync_seen s "
                + "join calendarsync_pair p on p.id = s.pair_id where p.mailbox_id = ? and s.side = 'SOURCE') where mailbox_id = ? and run_number = ?")
            .params(utc(now), run.mailbox().text(), run.mailbox().text(), run.mailbox().text(), run.number()).update();
    }

    @Override public List<SeenItem> seen(long pair) {
        return jdbc.sql("select * from calendarsync_seen where pair_id = ?").param(pair)
            .query((row, index) -> new SeenItem(pair, CalendarSide.valueOf(row.getString("side")), new ItemVersion(row.getString("item_id"), row.getString("tag")),
                row.getString("match_key"), row.getString("digest"), row.getInt("occurrences"), row.getBoolean("examined"))).list();
    }

    @Override public void saw(List<SeenItem> items) {
        own.executeWithoutResult(status -> {
            template.batchUpdate("delete from calendarsync_seen where pair_id = ? and side = ? and item_sha256 = ?",
                items.stream().map(item -> new Object[] {item.pair(), item.side().name(), Sha256.hex(item.version().id())}).toList());
            template.batchUpdate("insert into calendarsync_seen (pair_id, side, item_sha256, item_id, tag, match_key, digest, occurrences, examined) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?)", items.stream().map(item -> new Object[] {item.pair(), item.side().name(), Sha256.hex(item.version().id()),
                    item.version().id(), item.version().tag(), item.key().replace("\u0000", ""), item.digest(), item.occurrences(), item.examined()}).toList());
        });
    }

    @Override public void forget(long pair, CalendarSide side, List<String> itemIds) {
        template.batchUpdate("delete from calendarsync_seen where pair_id = ? and side = ? and item_sha256 = ?",
            itemIds.stream().map(id -> new Object[] {pair, side.name(), Sha256.hex(id)}).toList());
    }

    @Override public void examined(MailboxId mailbox, long pair, List<String> keys, List<CalendarDifference> differences) {
        own.executeWithoutResult(status -> {
            template.batchUpdate("update calendarsync_seen set examined = true where pair_id = ? and match_key = ?",
                keys.stream().map(key -> new Object[] {pair, key.replace("\u0000", "")}).toList());
            template.batchUpdate("delete from calendarsync_difference where mailbox_id = ? and pair_id = ? and uid = ?",
                keys.stream().map(key -> new Object[] {mailbox.text(), pair, key.replace("\u0000", "")}).toList());
            template.batchUpdate("insert into calendarsync_difference (mailbox_id, pair_id, fingerprint, kind, kind_order, calendar, uid, event, starts, what, source_value, "
                + "target_value) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing", differences.stream().map(found -> new Object[] {mailbox.text(), pair,
                    found.fingerprint(), found.kind().name(), found.kind().ordinal(), found.calendar(), found.uid(), found.event(), found.start(), found.what(), found.source(),
                    found.target()}).toList());
        });
    }

    @Override public List<CalendarDifference> open(MailboxId mailbox, long skipped, int most) {
        return jdbc.sql("select d.*" + OPEN + " order by kind_order, id offset ? rows fetch next ? rows only").params(mailbox.text(), skipped, most)
            .query((row, index) -> new CalendarDifference(row.getString("calendar"), Kind.valueOf(row.getString("kind")), row.getString("uid"), row.getString("event"), row.getString("starts"),
                row.getString("what"), row.getString("source_value"), row.getString("target_value"))).list();
    }

    @Override public Map<Kind, Long> openCounts(MailboxId mailbox) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        jdbc.sql("select kind, count(*)" + OPEN + " group by kind").param(mailbox.text())
            .query((row, index) -> counts.put(Kind.valueOf(row.getString(1)), row.getLong(2))).list();
        return counts;
    }

    @Override public long acceptedCount(MailboxId mailbox) {
        return jdbc.sql("select count(*) from calendarsync_difference d join calendarsync_accepted a on a.mailbox_id = d.mailbox_id and a.fingerprint = d.fingerprint "
            + "where d.mailbox_id = ?").param(mailbox.text()).query(Long.class).single();
    }

    @Override public Map<Kind, Long> acceptTogether(MailboxId mailbox, long run, String by, String reason, Instant now) {
        Map<Kind, Long> accepted = new EnumMap<>(Kind.class);
        if (last(mailbox).filter(last -> last.number() == run).isEmpty()) {
            return accepted;
        }
        own.executeWithoutResult(status -> jdbc.sql("select kind, fingerprint" + OPEN).param(mailbox.text())
            .query((row, index) -> Map.entry(Kind.valueOf(row.getString(1)), row.getString(2))).list().stream().filter(found -> !found.getKey().acceptedAlone())
            .forEach(found -> {
                accept(mailbox, found.getValue(), by, reason, now);
                accepted.merge(found.getKey(), 1L, Long::sum);
            }));
        return accepted;
    }

    @Override public Optional<CalendarDifference> acceptOne(MailboxId mailbox, String code, String by, String reason, Instant now) {
        for (long skipped = 0;; skipped += 1_000) {
            List<CalendarDifference> page = open(mailbox, skipped, 1_000);
            Optional<CalendarDifference> found = page.stream().filter(difference -> difference.code(mailbox).equals(code)).findFirst();
            found.ifPresent(difference -> accept(mailbox, difference.fingerprint(), by, reason, now));
            if (found.isPresent() || page.isEmpty()) {
                return found;
            }
        }
    }

    private void accept(MailboxId mailbox, String fingerprint, String by, String reason, Instant now) {
        String kept = reason.replace("\u0000", "");
        jdbc.sql(ACCEPT).params(mailbox.text(), fingerprint, by, utc(now), kept.substring(0, Math.min(1_000, kept.length()))).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
