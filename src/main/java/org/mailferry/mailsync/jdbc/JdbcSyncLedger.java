package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderCounts;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.PassRecord;
import org.mailferry.mailsync.SyncLedger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The ledger in the tables {@code mailsync_*}. */
@Repository
class JdbcSyncLedger implements SyncLedger {
    private final JdbcClient jdbc;
    private final FencedTransactions transactions;
    private final MessageTable messages;

    JdbcSyncLedger(JdbcClient jdbc, FencedTransactions transactions, MessageTable messages) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.messages = messages;
    }

    @Override public Lease acquire(MailboxId mailbox, Duration time) {
        return transactions.acquire(mailbox, time);
    }

    @Override public void release(Lease lease) {
        transactions.release(lease);
    }

    @Override public void check(Lease lease) {
        transactions.check(lease);
    }

    @Override public Optional<PassRecord> lastPass(MailboxId mailbox, Direction direction) {
        return jdbc.sql("select kind, number, started_at, finished_at from mailsync_pass where mailbox_id = ? and direction = ?")
            .params(mailbox.text(), direction.name()).query(JdbcSyncLedger::pass).optional();
    }

    @Override public void savePass(Lease lease, Direction direction, PassRecord pass) {
        transactions.fenced(lease, () -> {
            jdbc.sql("delete from mailsync_pass where mailbox_id = ? and direction = ?").params(lease.mailbox().text(), direction.name()).update();
            return jdbc.sql("insert into mailsync_pass (mailbox_id, direction, kind, number, started_at, finished_at) values (?, ?, ?, ?, ?, ?)")
                .param(lease.mailbox().text()).param(direction.name()).param(pass.kind().name()).param(pass.number())
                .param(pass.startedAt().atOffset(ZoneOffset.UTC)).param(pass.finishedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null)).update();
        });
    }

    @Override public void entered(Lease lease, String folder) {
        transactions.fenced(lease, () -> jdbc.sql("update mailsync_mailbox set entered_folder = ? where mailbox_id = ?")
            .params(folder, lease.mailbox().text()).update());
    }

    @Override public void worked(Lease lease, Duration time, long moved, long bytes) {
        transactions.fenced(lease, () -> jdbc.sql("update mailsync_mailbox set busy_millis = busy_millis + ?, moved_messages = moved_messages + ?, "
            + "moved_bytes = moved_bytes + ? where mailbox_id = ?").params(time.toMillis(), moved, bytes, lease.mailbox().text()).update());
    }

    @Override public List<FolderRecord> folders(MailboxId mailbox, Direction direction) {
        return jdbc.sql("select * from mailsync_folder where mailbox_id = ? and direction = ? order by id")
            .params(mailbox.text(), direction.name()).query(JdbcSyncLedger::folder).list();
    }

    @Override public FolderRecord add(Lease lease, Direction direction, FolderRecord folder) {
        return transactions.fenced(lease, () -> {
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            jdbc.sql("insert into mailsync_folder (mailbox_id, direction, source_name, target_name, state, note, source_uid_validity, "
                    + "next_source_uid, source_mod_seq, source_messages, target_uid_validity, target_uid_next, target_first_uid, target_foreign, "
                    + "finished_pass) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(columns(folder, lease.mailbox().text(), direction.name(), folder.sourceName())).update(key, "id");
            return folder.withId(key.getKeyAs(Number.class).longValue());
        });
    }

    @Override public void record(Lease lease, FolderRecord folder, Collection<MessageRecord> records) {
        transactions.fenced(lease, () -> {
            messages.save(folder.id(), records);
            return save(folder);
        });
    }

    @Override public void forgetMessages(Lease lease, FolderRecord folder) {
        transactions.fenced(lease, () -> {
            messages.forget(folder.id());
            return save(folder);
        });
    }

    @Override public void doubtMessages(Lease lease, FolderRecord folder) {
        transactions.fenced(lease, () -> {
            messages.doubt(folder.id());
            return save(folder);
        });
    }

    @Override public FolderCounts recount(Lease lease, FolderRecord folder) {
        return transactions.fenced(lease, () -> {
            FolderCounts counts = messages.count(folder.id());
            jdbc.sql("update mailsync_folder set copied = ?, already_there = ?, refused = ?, expunged = ?, unresolved = ?, copied_bytes = ? where id = ?")
                .params(counts.copied(), counts.alreadyThere(), counts.refused(), counts.expunged(), counts.unresolved(), counts.copiedBytes(),
                    folder.id()).update();
            return counts;
        });
    }

    @Override public List<MessageRecord> unresolved(long folderId) {
        return messages.unresolved(folderId);
    }

    @Override public List<MessageRecord> refused(long folderId) {
        return messages.refused(folderId);
    }

    @Override public List<MessageRecord> leftOut(long folderId) {
        return messages.leftOut(folderId);
    }

    @Override public List<MessageRecord> find(long folderId, Collection<Long> sourceUids) {
        return messages.find(folderId, sourceUids);
    }

    @Override public List<MessageRecord> messages(long folderId) {
        return messages.all(folderId);
    }

    @Override public List<MessageRecord> messagesAfter(long folderId, long sourceUid, int most) {
        return messages.after(folderId, sourceUid, most);
    }

    @Override public Set<Long> sourceUids(long folderId) {
        return new HashSet<>(jdbc.sql("select source_uid from mailsync_message where folder_id = ? and outcome <> 'EXPUNGED'").param(folderId)
            .query(Long.class).list());
    }

    @Override public Set<Long> targetUids(long folderId) {
        return new HashSet<>(jdbc.sql("select target_uid from mailsync_message where folder_id = ? and target_uid is not null").param(folderId)
            .query(Long.class).list());
    }

    @Override public Set<Long> sourceUidsFrom(long folderId, long uid) {
        return new HashSet<>(jdbc.sql("select source_uid from mailsync_message where folder_id = ? and source_uid >= ?").params(folderId, uid)
            .query(Long.class).list());
    }

    int save(FolderRecord folder) {
        return jdbc.sql("update mailsync_folder set target_name = ?, state = ?, note = ?, source_uid_validity = ?, next_source_uid = ?, "
                + "source_mod_seq = ?, source_messages = ?, target_uid_validity = ?, target_uid_next = ?, target_first_uid = ?, "
                + "target_foreign = ?, finished_pass = ? where id = ?").params(with(columns(folder), folder.id())).update();
    }

    private static List<Object> columns(FolderRecord folder, Object... first) {
        List<Object> columns = new ArrayList<>(List.of(first));
        columns.addAll(List.of(folder.targetName(), folder.state().name(), folder.note(), folder.sourceUidValidity(), folder.nextSourceUid()));
        columns.add(folder.sourceModSeq().isPresent() ? folder.sourceModSeq().getAsLong() : null);
        columns.addAll(List.of(folder.sourceMessages(), folder.targetUidValidity(), folder.targetUidNext(), folder.targetFirstUid(),
            folder.targetForeign(), folder.finishedPass()));
        return columns;
    }

    private static List<Object> with(List<Object> columns, Object last) {
        columns.add(last);
        return columns;
    }

    private static FolderRecord folder(ResultSet row, int index) throws SQLException {
        long modSeq = row.getLong("source_mod_seq");
        OptionalLong sourceModSeq = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(modSeq);
        return new FolderRecord(row.getLong("id"), row.getString("source_name"), row.getString("target_name"),
            FolderRecord.State.valueOf(row.getString("state")), row.getString("note"), row.getLong("source_uid_validity"),
            row.getLong("next_source_uid"), sourceModSeq, row.getLong("source_messages"), row.getLong("target_uid_validity"),
            row.getLong("target_uid_next"), row.getLong("target_first_uid"), row.getLong("target_foreign"), row.getLong("finished_pass"));
    }

    private static PassRecord pass(ResultSet row, int index) throws SQLException {
        return new PassRecord(Pass.valueOf(row.getString("kind")), row.getLong("number"), row.getObject("started_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }
}
