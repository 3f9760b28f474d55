package org.mailferry.reconcile.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.Discrepancy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes a folder's differences, numbered, many at a time. */
final class DiscrepancyWriter implements Consumer<Discrepancy>, AutoCloseable {
    private static final int CHUNK = 500;

    private final JdbcTemplate batches;
    private final MailboxId mailbox;
    private final Direction direction;
    private final String folder;
    private final List<Object[]> waiting = new ArrayList<>();
    private int number;

    DiscrepancyWriter(JdbcTemplate batches, MailboxId mailbox, Direction direction, String folder) {
        this.batches = batches;
        this.mailbox = mailbox;
        this.direction = direction;
        this.folder = folder;
    }

    @Override public void accept(Discrepancy found) {
        waiting.add(new Object[] {mailbox.text(), direction.name(), folder, ++number, found.kind().name(), found.uidValidity(), found.sourceUid(),
            found.targetUidValidity(), found.targetUid(), found.message(), found.fingerprint()});
        if (waiting.size() == CHUNK) {
            close();
        }
    }

    @Override public void close() {
        if (!waiting.isEmpty()) {
            batches.batchUpdate("insert into reconcile_discrepancy (mailbox_id, direction, folder, number, kind, uid_validity, source_uid, "
                + "target_uid_validity, target_uid, message, fingerprint) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", waiting);
            waiting.clear();
        }
    }
}
