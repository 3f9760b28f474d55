package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.FolderCounts;
import org.mailferry.mailsync.SyncProgress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Progress from the folders' counts. Mailbox ids begin with the plan's name and a slash. */
@Repository
class JdbcSyncProgress implements SyncProgress {
    private static final String SUMS = """
        select coalesce(sum(copied), 0), coalesce(sum(already_there), 0), coalesce(sum(refused), 0), coalesce(sum(expunged), 0),
          coalesce(sum(unresolved), 0), coalesce(sum(copied_bytes), 0),
          coalesce(sum(case when state = 'EXCLUDED' then source_messages else 0 end), 0),
          coalesce(sum(case when state = 'REFUSED' then 1 else 0 end), 0)
        from mailsync_folder where direction = 'FORWARD' and mailbox_id like ?""";

    private final JdbcClient jdbc;

    JdbcSyncProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public MailboxProgress of(MailboxId mailbox) {
        String current = jdbc.sql("select entered_folder from mailsync_mailbox where mailbox_id = ?").param(mailbox.text())
            .query(String.class).optional().orElse("");
        return progress(mailbox.text().replaceAll("([\\\\%_])", "\\\\$1"), current);
    }

    @Override public MailboxProgress of(PlanName plan) {
        return progress(plan.text() + "/%", "");
    }

    private MailboxProgress progress(String pattern, String currentFolder) {
        long measured = jdbc.sql("select coalesce(sum(messages), 0) from mailsync_size where mailbox_id like ?")
            .param(pattern).query(Long.class).single();
        return jdbc.sql(SUMS).param(pattern).query((row, index) -> {
            FolderCounts counts = counts(row);
            return new MailboxProgress(Math.max(measured, counts.handled()), counts, row.getLong(7), row.getLong(8), currentFolder);
        }).single();
    }

    private static FolderCounts counts(ResultSet row) throws SQLException {
        return new FolderCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    @Override public Optional<Double> bytesPerSecond(PlanName plan) {
        return jdbc.sql("select coalesce(sum(moved_bytes), 0), coalesce(sum(busy_millis), 0) from mailsync_mailbox where mailbox_id like ? "
                + "and moved_bytes > 0").param(plan.text() + "/%")
            .query((row, index) -> row.getLong(1) < 1 << 20 || row.getLong(2) == 0 ? Optional.<Double>empty()
                : Optional.of(row.getLong(1) * 1000.0 / row.getLong(2))).single();
    }
}
