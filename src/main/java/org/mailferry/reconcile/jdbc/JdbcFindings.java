package org.mailferry.reconcile.jdbc;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Override public Map<Long, String> digests(MailboxId mailbox, Server server, String folder, long uidValidity) {
        Map<Long, String> digests = new HashMap<>();
        jdbc.sql("select d.uid, d.sha256 from reconcile_digest d join reconcile_side s on s.id = d.side_id "
                + "where s.mailbox_id = ? and s.server = ? and s.folder = ? and s.uid_validity = ?")
            .params(mailbox.text(), server.name(), folder, uidValidity).query(row -> {
                digests.put(row.getLong(1), row.getString(2));
            });
        return digests;
    }

    @Override public void addDigests(MailboxId mailbox, Server server, String folder, long uidValidity, Map<Long, String> digests) {
        own.executeWithoutResult(status -> {
            long side = side(mailbox, server, folder, uidValidity);
            batches.batchUpdate("insert into reconcile_digest (side_id, uid, sha256) values (?, ?, ?)",
                digests.entrySet().stream().map(entry -> new Object[] {side, entry.getKey(), entry.getValue()}).toList());
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

    @Override public void save(MailboxId mailbox, Direction direction, long run, ComparedFolder folder) {
        Object[] name = {mailbox.text(), direction.name(), folder.folder()};
        own.executeWithoutResult(status -> {
            jdbc.sql("delete from reconcile_discrepancy where mailbox_id = ? and direction = ? and folder = ?").params(name).update();
            jdbc.sql("delete from reconcile_folder where mailbox_id = ? and direction = ? and folder = ?").params(name).update();
            jdbc.sql("insert into reconcile_folder (mailbox_id, direction, folder, run_number, source_messages, target_messages, remarks) "
                    + "values (?, ?, ?, ?, ?, ?, ?)")
                .params(mailbox.text(), direction.name(), folder.folder(), run, folder.sourceMessages(), folder.targetMessages(), folder.remarks()).update();
            int number = 0;
            for (Discrepancy found : folder.discrepancies()) {
                jdbc.sql("insert into reconcile_discrepancy (mailbox_id, direction, folder, number, kind, uid_validity, source_uid, target_uid, message) "
                        + "values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(mailbox.text(), direction.name(), folder.folder(), ++number, found.kind().name(), found.uidValidity(), found.sourceUid(),
                        found.targetUid(), found.message()).update();
            }
        });
    }

    @Override public List<ComparedFolder> results(MailboxId mailbox, Direction direction, long run) {
        return jdbc.sql("select * from reconcile_folder where mailbox_id = ? and direction = ? and run_number = ? order by folder")
            .params(mailbox.text(), direction.name(), run).query((row, index) -> new ComparedFolder(row.getString("folder"),
                row.getLong("source_messages"), row.getLong("target_messages"), row.getString("remarks"), List.of())).list().stream()
            .map(folder -> new ComparedFolder(folder.folder(), folder.sourceMessages(), folder.targetMessages(), folder.remarks(),
                discrepancies(mailbox, direction, folder.folder()))).toList();
    }

    private List<Discrepancy> discrepancies(MailboxId mailbox, Direction direction, String folder) {
        return jdbc.sql("select * from reconcile_discrepancy where mailbox_id = ? and direction = ? and folder = ? order by number")
            .params(mailbox.text(), direction.name(), folder).query((row, index) -> new Discrepancy(row.getString("folder"),
                Discrepancy.Kind.valueOf(row.getString("kind")), row.getLong("uid_validity"), row.getLong("source_uid"), row.getLong("target_uid"),
                row.getString("message"))).list();
    }

    @Override public void accept(MailboxId mailbox, Discrepancy discrepancy, String by, String reason) {
        if (!isAccepted(mailbox, discrepancy)) {
            jdbc.sql("insert into reconcile_acceptance (mailbox_id, folder, uid_validity, source_uid, accepted_by, reason, accepted_at) "
                    + "values (?, ?, ?, ?, ?, ?, ?)")
                .params(mailbox.text(), discrepancy.folder(), discrepancy.uidValidity(), discrepancy.sourceUid(), by, reason, now()).update();
        }
    }

    @Override public boolean isAccepted(MailboxId mailbox, Discrepancy discrepancy) {
        return discrepancy.acceptable() && jdbc.sql("select 1 from reconcile_acceptance where mailbox_id = ? and folder = ? "
                + "and uid_validity = ? and source_uid = ?")
            .params(mailbox.text(), discrepancy.folder(), discrepancy.uidValidity(), discrepancy.sourceUid()).query(Integer.class).optional().isPresent();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
