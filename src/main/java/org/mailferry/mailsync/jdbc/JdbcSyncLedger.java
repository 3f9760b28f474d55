package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderCounts;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.ForeignMessage;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.PassRecord;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.Tombstone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The ledger in the tables {@code mailsync_*}. */
@Repository
class JdbcSyncLedger implements SyncLedger {
    private final JdbcClient jdbc;
    private final FencedTransactions transactions;
    private final MessageTable messages;
    private final ForeignTable foreign;
    private final TombstoneTable tombstones;

    JdbcSyncLedger(JdbcClient jdbc, FencedTransactions transactions, MessageTable messages, ForeignTable foreign,
                   TombstoneTable tombstones) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.messages = messages;
        this.foreign = foreign;
        this.tombstones = tombstones;
    }

    @Override public Lease acquire(MailboxId mailbox, Duration time) {
        return transactions.acquire(mailbox, time);
    }

    @Override public void release(Lease lease) {
        transactions.release(lease);
    }

    @Override public void abandon(Lease lease) {
        transactions.abandon(lease);
    }

    @Override public void check(Lease lease) {
        transactions.check(lease);
    }

    @Override public Optional<PassRecord> lastPass(MailboxId mailbox, Direction direction) {
        return jdbc.sql("select * from mailsync_pass where mailbox_id = ? and direction = ?")
            .params(mailbox.text(), direction.name()).query(JdbcSyncLedger::pass).optional();
    }

    @Override public void savePass(Lease lease, Direction direction, PassRecord pass) {
        transactions.fenced(lease, () -> {
            jdbc.sql("delete from mailsync_pass where mailbox_id = ? and direction = ?").params(lease.mailbox().text(), direction.name()).update();
            return jdbc.sql("insert into mailsync_pass (mailbox_id, direction, kind, number, started_at, finished_at, offers_before, caught_up) "
                    + "values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(lease.mailbox().text()).param(direction.name()).param(pass.kind().name()).param(pass.number())
                .param(pass.startedAt().atOffset(ZoneOffset.UTC)).param(pass.finishedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .param(pass.offersBefore()).param(pass.caughtUp()).update();
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
                    + "finished_pass, flags_uid, flags_mod_seq, suspect_from, suspect_to, suspect_times) "
                    + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
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

    @Override public void unchanged(Lease lease, Collection<Long> folderIds, long pass) {
        if (!folderIds.isEmpty()) {
            transactions.fenced(lease, () -> jdbc.sql("update mailsync_folder set finished_pass = :pass where id in (:ids)")
                .param("pass", pass).param("ids", folderIds).update());
        }
    }

    @Override public boolean forgetMessages(Lease lease, FolderRecord folder, int limit) {
        return transactions.fenced(lease, () -> {
            List<MessageRecord> lines = messages.after(folder.id(), 0, limit);
            foreign.add(folder.id(), lines.stream().filter(line -> line.targetUid().isPresent()).map(JdbcSyncLedger::copy).toList());
            tombstones.add(folder.id(), lines, transactions.now());
            messages.forget(folder.id(), lines.stream().map(MessageRecord::sourceUid).toList());
            if (lines.size() < limit) {
                save(folder);
            }
            return lines.size() < limit;
        });
    }

    private static ForeignMessage copy(MessageRecord line) {
        return new ForeignMessage(line.targetUid().getAsLong(), line.sizeBytes(), line.date().instant().getEpochSecond(), line.sha256());
    }

    @Override public OptionalLong doubtMessages(Lease lease, FolderRecord folder, long aboveUid, int limit) {
        return transactions.fenced(lease, () -> {
            long upTo = messages.pageEnd(folder.id(), aboveUid, limit).orElse(Long.MAX_VALUE);
            tombstones.addLeftBehind(folder.id(), aboveUid, upTo, transactions.now());
            messages.doubt(folder.id(), aboveUid, upTo);
            // They name UIDs of the target that other messages may get now.
            jdbc.sql("delete from mailsync_arrival where folder_id = ?").param(folder.id()).update();
            boolean through = foreign.removeSome(folder.id(), limit) && upTo == Long.MAX_VALUE;
            save(through ? folder : folder.targetUnknown());
            return through ? OptionalLong.empty() : OptionalLong.of(upTo);
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

    @Override public Set<Long> unsettled(MailboxId mailbox, Direction direction, long refusedBefore) {
        return messages.unsettled(mailbox, direction, refusedBefore);
    }

    @Override public List<MessageRecord> unresolved(long folderId, long aboveUid, int limit) {
        return messages.unresolved(folderId, aboveUid, limit);
    }

    @Override public List<MessageRecord> intended(long folderId, long targetFloor, long aboveUid, int limit) {
        return messages.intended(folderId, targetFloor, aboveUid, limit);
    }

    @Override public List<MessageRecord> refused(long folderId, long beforePass, long aboveUid, int limit) {
        return messages.refused(folderId, beforePass, aboveUid, limit);
    }

    @Override public Set<Long> withLeftOut(MailboxId mailbox, Direction direction) {
        return messages.withLeftOut(mailbox, direction);
    }

    @Override public List<MessageRecord> leftOut(long folderId, long aboveUid, int limit) {
        return messages.leftOut(folderId, aboveUid, limit);
    }

    @Override public List<MessageRecord> find(long folderId, Collection<Long> sourceUids) {
        return messages.find(folderId, sourceUids);
    }

    @Override public List<MessageRecord> messagesAfter(long folderId, long sourceUid, int most) {
        return messages.after(folderId, sourceUid, most);
    }

    @Override public long countOnSource(long folderId, long belowUid) {
        return messages.countOnSource(folderId, belowUid);
    }

    @Override public long[] sourceUids(long folderId, long fromUid, long toUid) {
        return messages.sourceUids(folderId, fromUid, toUid);
    }

    @Override public long[] targetUids(long folderId, long fromUid, long toUid) {
        return messages.targetUids(folderId, fromUid, toUid);
    }

    @Override public void addForeign(Lease lease, FolderRecord folder, Collection<ForeignMessage> found) {
        transactions.fenced(lease, () -> {
            foreign.add(folder.id(), found);
            return save(folder);
        });
    }

    @Override public List<ForeignMessage> foreignUnread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit) {
        return foreign.unread(folderId, fromUid, sizes, epochSeconds, limit);
    }

    @Override public long foreignCount(long folderId) {
        return foreign.count(folderId);
    }

    @Override public List<ForeignMessage> foreignAlike(long folderId, long fromUid, Map<String, Integer> limits, Map<String, Set<Long>> dates) {
        return foreign.alike(folderId, fromUid, limits, dates);
    }

    @Override public List<ForeignMessage> foreignDated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit) {
        return foreign.dated(folderId, fromUid, epochSeconds, limit);
    }

    @Override public void foreignRead(Lease lease, long folderId, Map<Long, String> digests) {
        transactions.fenced(lease, () -> foreign.read(folderId, digests));
    }

    @Override public void foreignGone(Lease lease, long folderId, Collection<Long> targetUids) {
        transactions.fenced(lease, () -> {
            foreign.remove(folderId, targetUids);
            return targetUids;
        });
    }

    @Override public List<Tombstone> tombstones(long folderId, Side goneFrom, Collection<String> sha256s) {
        return tombstones.alike(folderId, goneFrom, sha256s);
    }

    @Override public List<Tombstone> tombstones(long folderId, Side goneFrom, int limit) {
        return tombstones.first(folderId, goneFrom, limit);
    }

    @Override public void settleTombstones(Lease lease, long folderId, Collection<MessageRecord> lines, Collection<Tombstone> over) {
        transactions.fenced(lease, () -> {
            messages.save(folderId, lines);
            tombstones.remove(over);
            return true;
        });
    }

    int save(FolderRecord folder) {
        return jdbc.sql("update mailsync_folder set target_name = ?, state = ?, note = ?, source_uid_validity = ?, next_source_uid = ?, "
                + "source_mod_seq = ?, source_messages = ?, target_uid_validity = ?, target_uid_next = ?, target_first_uid = ?, "
                + "target_foreign = ?, finished_pass = ?, flags_uid = ?, flags_mod_seq = ?, suspect_from = ?, suspect_to = ?, suspect_times = ? where id = ?").params(with(columns(folder), folder.id())).update();
    }

    private static List<Object> columns(FolderRecord folder, Object... first) {
        List<Object> columns = new ArrayList<>(List.of(first));
        columns.addAll(List.of(folder.targetName(), folder.state().name(), folder.note(), folder.sourceUidValidity(), folder.nextSourceUid()));
        columns.add(folder.sourceModSeq().isPresent() ? folder.sourceModSeq().getAsLong() : null);
        columns.addAll(List.of(folder.sourceMessages(), folder.targetUidValidity(), folder.targetUidNext(), folder.targetFirstUid(),
            folder.targetForeign(), folder.finishedPass()));
        FolderRecord.Stopped stopped = folder.stopped();
        columns.addAll(List.of(stopped.flagsUid(), stopped.flagsModSeq(), stopped.suspectFrom(), stopped.suspectTo(), stopped.suspectTimes()));
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
            row.getLong("target_uid_next"), row.getLong("target_first_uid"), row.getLong("target_foreign"), row.getLong("finished_pass"),
            new FolderRecord.Stopped(row.getLong("flags_uid"), row.getLong("flags_mod_seq"), row.getLong("suspect_from"), row.getLong("suspect_to"),
                row.getInt("suspect_times")));
    }

    private static PassRecord pass(ResultSet row, int index) throws SQLException {
        return new PassRecord(Pass.valueOf(row.getString("kind")), row.getLong("number"), row.getObject("started_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
            row.getLong("offers_before"), row.getBoolean("caught_up"));
    }
}
