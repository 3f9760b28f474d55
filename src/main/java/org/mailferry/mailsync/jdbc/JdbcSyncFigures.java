package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.mailsync.SyncFigures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sums of the tables {@code mailsync_folder} and {@code mailsync_pass}; the messages themselves are only read for refusals. */
@Repository
class JdbcSyncFigures implements SyncFigures {
    private static final String SUMS = """
        select f.mailbox_id, sum(f.copied) as copied, sum(f.already_there) as already_there, sum(f.refused) as refused, sum(f.copied_bytes) as copied_bytes,
          sum(greatest(f.source_messages, f.copied + f.already_there + f.refused)) as known, min(p.started_at) as began, max(p.finished_at) as ended
        from mailsync_folder f left join mailsync_pass p on p.mailbox_id = f.mailbox_id and p.direction = f.direction
        where f.mailbox_id like ? and f.direction = ? and f.state <> ?
        group by f.mailbox_id""";
    private static final String REFUSED_MESSAGES = """
        select f.source_name, m.source_uid, m.reason from mailsync_message m join mailsync_folder f on f.id = m.folder_id
        where f.mailbox_id = ? and f.direction = ? and m.outcome = ? order by f.source_name, m.source_uid""";

    private final JdbcClient jdbc;

    JdbcSyncFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A plan's name holds no character that {@code like} reads as anything else. */
    @Override public Map<MailboxId, Figures> of(PlanName plan) {
        Map<MailboxId, Figures> figures = new HashMap<>();
        jdbc.sql(SUMS).params(plan.text() + "/%", Direction.FORWARD.name(), FolderRecord.State.EXCLUDED.name())
            .query(row -> {
                figures.put(MailboxId.parse(row.getString("mailbox_id")), figures(row));
            });
        return Map.copyOf(figures);
    }

    @Override public List<String> refusals(MailboxId mailbox) {
        List<String> refusals = new java.util.ArrayList<>(jdbc.sql("select source_name, note from mailsync_folder where mailbox_id = ? and direction = ? and state = ? order by source_name")
            .params(mailbox.text(), Direction.FORWARD.name(), FolderRecord.State.REFUSED.name())
            .query((row, index) -> "Folder " + row.getString("source_name") + ": " + row.getString("note")).list());
        refusals.addAll(jdbc.sql(REFUSED_MESSAGES).params(mailbox.text(), Direction.FORWARD.name(), Outcome.REFUSED.name())
            .query((row, index) -> row.getString("source_name") + ", UID " + row.getLong("source_uid") + ": " + row.getString("reason")).list());
        return List.copyOf(refusals);
    }

    private static Figures figures(ResultSet row) throws SQLException {
        Optional<OffsetDateTime> began = Optional.ofNullable(row.getObject("began", OffsetDateTime.class));
        return new Figures(row.getLong("copied"), row.getLong("already_there"), row.getLong("refused"), row.getLong("copied_bytes"), row.getLong("known"),
            began.map(OffsetDateTime::toInstant), began.isEmpty() || row.getObject("ended") != null);
    }
}
