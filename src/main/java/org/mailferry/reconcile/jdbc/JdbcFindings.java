package org.mailferry.reconcile.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.VerifyRun;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Findings in the tables {@code reconcile_*}, in transactions of their own. */
@Repository
class JdbcFindings implements Findings {
    private static final String OF_RUN = "from reconcile_discrepancy d join reconcile_folder f on f.mailbox_id = d.mailbox_id and f.direction = d.direction "
        + "and f.folder = d.folder where d.mailbox_id = ? and d.direction = ? and f.run_number = ?";
    private static final String ACCEPTED = "exists (select 1 from reconcile_acceptance a where a.mailbox_id = d.mailbox_id and a.folder = d.folder "
        + "and a.uid_validity = d.uid_validity and a.source_uid = d.source_uid and (a.fingerprint = d.fingerprint "
        + "or a.fingerprint = '' and d.kind in ('REFUSED', 'FOLDER_REFUSED', 'REMOVED')))";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate own;
    private final Clock clock;

    JdbcFindings(JdbcClient jdbc, JdbcTemplate batches, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public Map<Long, String> digests(Place place, long fromUid, long toUid) {
        Map<Long, String> digests = new HashMap<>();
        jdbc.sql("select d.uid, d.sha256 from reconcile_digest d join reconcile_side s on s.id = d.side_id "
                + "where s.mailbox_id = ? and s.server = ? and s.folder = ? and s.uid_validity = ? and d.uid between ? and ?")
            .params(place.mailbox().text(), place.server().name(), place.folder(), place.uidValidity(), fromUid, toUid).query(row -> {
                digests.put(row.getLong(1), row.getString(2));
            });
        return digests;
    }

    @Override public void addDigests(Place place, Map<Long, String> digests) {
        if (digests.isEmpty()) {
            return;
        }
        own.executeWithoutResult(status -> {
            long side = side(place.mailbox(), place.server(), place.folder(), place.uidValidity());
            batches.batchUpdate("insert into reconcile_digest (side_id, uid, sha256) values (?, ?, ?)",
                digests.entrySet().stream().map(entry -> new Object[] {side, entry.getKey(), entry.getValue()}).toList());
        });
    }

    @Override public List<byte[]> listing(Place place, Direction direction, long run) {
        return jdbc.sql("select l.messages from reconcile_listing l join reconcile_side s on s.id = l.side_id where s.mailbox_id = ? and s.server = ? "
                + "and s.folder = ? and s.uid_validity = ? and l.direction = ? and l.run_number = ? order by l.part")
            .params(place.mailbox().text(), place.server().name(), place.folder(), place.uidValidity(), direction.name(), run)
            .query((row, index) -> row.getBytes(1)).list();
    }

    @Override public void addListing(Place place, Direction direction, long run, List<byte[]> parts) {
        if (parts.isEmpty()) {
            return;
        }
        own.executeWithoutResult(status -> {
            long side = side(place.mailbox(), place.server(), place.folder(), place.uidValidity());
            jdbc.sql("delete from reconcile_listing where side_id = ? and direction = ? and run_number <> ?").params(side, direction.name(), run).update();
            int last = jdbc.sql("select coalesce(max(part), 0) from reconcile_listing where side_id = ? and direction = ?")
                .params(side, direction.name()).query(Integer.class).single();
            for (byte[] part : parts) {
                jdbc.sql("insert into reconcile_listing (side_id, direction, run_number, part, messages) values (?, ?, ?, ?, ?)")
                    .params(side, direction.name(), run, ++last, part).update();
            }
        });
    }

    private long side(MailboxId mailbox, Server server, String folder, long uidValidity) {
        Object[] name = {mailbox.text(), server.name(), folder};
        Optional<long[]> known = jdbc.sql("select id, uid_validity from reconcile_side where mailbox_id = ? and server = ? and folder = ?")
            .params(name).query((row, index) -> new long[] {row.getLong(1), row.getLong(2)}).optional();
        if (known.isPresent() && known.get()[1] == uidValidity) {
            return known.get()[0];
        }
        known.ifPresent(stale -> {
            jdbc.sql("delete from reconcile_listing where side_id = ?").param(stale[0]).update();
            jdbc.sql("delete from reconcile_digest where side_id = ?").param(stale[0]).update();
            jdbc.sql("delete from reconcile_side where id = ?").param(stale[0]).update();
        });
        jdbc.sql("insert into reconcile_side (mailbox_id, server, folder, uid_validity) values (?, ?, ?, ?)")
            .params(mailbox.text(), server.name(), folder, uidValidity).update();
        return jdbc.sql("select id from reconcile_side where mailbox_id = ? and server = ? and folder = ?").params(name).query(Long.class).single();
    }

    @Override public Optional<VerifyRun> lastRun(MailboxId mailbox, Direction direction) {
        return jdbc.sql("select number, started_at, finished_at from reconcile_run where mailbox_id = ? and direction = ?")
            .params(mailbox.text(), direction.name()).query((row, index) -> new VerifyRun(row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3) != null)).optional();
    }

    @Override public void saveRun(MailboxId mailbox, Direction direction, VerifyRun run) {
        own.executeWithoutResult(status -> {
            if (run.finished()) {
                jdbc.sql("delete from reconcile_listing where direction = ? and side_id in (select id from reconcile_side where mailbox_id = ?)")
                    .params(direction.name(), mailbox.text()).update();
            }
            jdbc.sql("delete from reconcile_run where mailbox_id = ? and direction = ?").params(mailbox.text(), direction.name()).update();
            jdbc.sql("insert into reconcile_run (mailbox_id, direction, number, started_at, finished_at) values (?, ?, ?, ?, ?)")
                .param(mailbox.text()).param(direction.name()).param(run.number()).param(run.startedAt().atOffset(ZoneOffset.UTC))
                .param(run.finished() ? now() : null).update();
        });
    }

    @Override public Set<String> compared(MailboxId mailbox, Direction direction, long run) {
        return new HashSet<>(jdbc.sql("select folder from reconcile_folder where mailbox_id = ? and direction = ? and run_number = ?")
            .params(mailbox.text(), direction.name(), run).query(String.class).list());
    }

    @Override public void save(MailboxId mailbox, Direction direction, long run, String folder, Function<Consumer<Discrepancy>, ComparedFolder> comparison) {
        Object[] name = {mailbox.text(), direction.name(), folder};
        own.executeWithoutResult(status -> {
            jdbc.sql("delete from reconcile_discrepancy where mailbox_id = ? and direction = ? and folder = ?").params(name).update();
            jdbc.sql("delete from reconcile_folder where mailbox_id = ? and direction = ? and folder = ?").params(name).update();
            try (DiscrepancyWriter writer = new DiscrepancyWriter(batches, mailbox, direction, folder)) {
                ComparedFolder compared = comparison.apply(writer);
                jdbc.sql("insert into reconcile_folder (mailbox_id, direction, folder, run_number, source_messages, target_messages, remarks) "
                        + "values (?, ?, ?, ?, ?, ?, ?)")
                    .params(mailbox.text(), direction.name(), folder, run, compared.sourceMessages(), compared.targetMessages(), compared.remarks()).update();
            }
        });
    }

    @Override public List<ComparedFolder> results(MailboxId mailbox, Direction direction, long run) {
        return jdbc.sql("select * from reconcile_folder where mailbox_id = ? and direction = ? and run_number = ? order by folder")
            .params(mailbox.text(), direction.name(), run).query((row, index) -> new ComparedFolder(row.getString("folder"),
                row.getLong("source_messages"), row.getLong("target_messages"), row.getString("remarks"))).list();
    }

    @Override public Map<Discrepancy.Kind, Long> openCounts(MailboxId mailbox, Direction direction, long run) {
        Map<Discrepancy.Kind, Long> counts = new EnumMap<>(Discrepancy.Kind.class);
        jdbc.sql("select d.kind, count(*) " + OF_RUN + " and not " + ACCEPTED + " group by d.kind").params(mailbox.text(), direction.name(), run)
            .query(row -> {
                counts.put(Discrepancy.Kind.valueOf(row.getString(1)), row.getLong(2));
            });
        return counts;
    }

    @Override public long acceptedCount(MailboxId mailbox, Direction direction, long run) {
        return jdbc.sql("select count(*) " + OF_RUN + " and " + ACCEPTED).params(mailbox.text(), direction.name(), run).query(Long.class).single();
    }

    @Override public List<Discrepancy> open(MailboxId mailbox, Direction direction, long run, Discrepancy.Kind kind, long skipped, int most) {
        return jdbc.sql("select d.* " + OF_RUN + " and d.kind = ? and not " + ACCEPTED + " order by d.folder, d.number limit ? offset ?")
            .params(mailbox.text(), direction.name(), run, kind.name(), most, skipped).query(JdbcFindings::discrepancy).list();
    }

    private static Discrepancy discrepancy(ResultSet row, int index) throws SQLException {
        return new Discrepancy(row.getString("folder"), Discrepancy.Kind.valueOf(row.getString("kind")), row.getLong("uid_validity"),
            row.getLong("source_uid"), row.getLong("target_uid_validity"), row.getLong("target_uid"), row.getString("message"));
    }

    @Override public long acceptAll(MailboxId mailbox, long run, Collection<Discrepancy.Kind> kinds, String by, String reason) {
        return kinds.stream().mapToLong(kind -> jdbc.sql("insert into reconcile_acceptance (mailbox_id, folder, uid_validity, source_uid, fingerprint, kind, "
                + "target_uid, detail, accepted_by, reason, accepted_at) select d.mailbox_id, d.folder, d.uid_validity, d.source_uid, d.fingerprint, d.kind, "
                + "d.target_uid, d.message, ?, ?, ? " + OF_RUN + " and d.kind = ? and not " + ACCEPTED)
            .params(by, reason, now(), mailbox.text(), Direction.FORWARD.name(), run, kind.name()).update()).sum();
    }

    @Override public void accept(MailboxId mailbox, Discrepancy found, String by, String reason) {
        jdbc.sql("insert into reconcile_acceptance (mailbox_id, folder, uid_validity, source_uid, fingerprint, kind, target_uid, detail, accepted_by, reason, "
                + "accepted_at) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? where not exists (select 1 from reconcile_acceptance where mailbox_id = ? and folder = ? "
                + "and uid_validity = ? and source_uid = ? and fingerprint = ?)")
            .params(mailbox.text(), found.folder(), found.uidValidity(), found.sourceUid(), found.fingerprint(), found.kind().name(), found.targetUid(),
                found.message(), by, reason, now(), mailbox.text(), found.folder(), found.uidValidity(), found.sourceUid(), found.fingerprint()).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
