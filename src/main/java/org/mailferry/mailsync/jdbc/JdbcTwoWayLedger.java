package org.mailferry.mailsync.jdbc;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Arrival;
import org.mailferry.mailsync.Bookmark;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.TwoWayChange;
import org.mailferry.mailsync.TwoWayLedger;
import org.mailferry.mailsync.TwoWayRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of {@code V10}, and the column {@code target_flags} of {@code mailsync_message}. */
@Repository
class JdbcTwoWayLedger implements TwoWayLedger {

    private final JdbcClient jdbc;
    private final FencedTransactions transactions;
    private final JdbcSyncLedger ledger;
    private final MessageTable messages;

    JdbcTwoWayLedger(JdbcClient jdbc, FencedTransactions transactions, JdbcSyncLedger ledger, MessageTable messages) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.messages = messages;
    }

    @Override public Bookmark bookmark(FolderRecord folder) {
        return jdbc.sql("select * from mailsync_two_way_folder where folder_id = ?").param(folder.id()).query((row, index) -> {
            long modSeq = row.getLong("target_mod_seq");
            OptionalLong targetModSeq = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(modSeq);
            return new Bookmark(folder.id(), row.getLong("source_uid_validity"), row.getLong("source_messages"), row.getLong("target_uid_validity"),
                row.getLong("target_seen_uid"), row.getLong("target_messages"), targetModSeq, row.getLong("finished_pass"));
        }).optional().orElseGet(() -> Bookmark.fresh(folder)).on(folder);
    }

    @Override public long linked(long folderId) {
        return jdbc.sql("select count(*) from mailsync_message where folder_id = ? and outcome in ('COPIED', 'ALREADY_THERE')").param(folderId)
            .query(Long.class).single();
    }

    @Override public List<MessageRecord> byTarget(long folderId, Collection<Long> targetUids) {
        List<MessageRecord> found = Among.numbers(jdbc, "mailsync_message", "target_uid", folderId, Set.copyOf(targetUids), MessageTable::message);
        found.sort(Comparator.comparingLong(MessageRecord::sourceUid));
        return found;
    }

    @Override public Map<Long, Flags> targetFlags(long folderId, Collection<Long> sourceUids) {
        Map<Long, Flags> flags = new HashMap<>();
        Among.numbers(jdbc, "mailsync_message", "source_uid", folderId, Set.copyOf(sourceUids), (row, index) -> {
            long uid = row.getLong("source_uid");
            Optional.ofNullable(row.getString("target_flags")).ifPresent(text -> flags.put(uid, Flags.parse(text)));
            return uid;
        });
        return flags;
    }

    @Override public List<Arrival> arrivals(MailboxId mailbox) {
        return jdbc.sql("select a.* from mailsync_arrival a join mailsync_folder f on f.id = a.folder_id where f.mailbox_id = ? "
                + "order by a.folder_id, a.counterpart_uid").param(mailbox.text())
            .query((row, index) -> new Arrival(row.getLong("folder_id"), Side.valueOf(row.getString("written_side")), row.getLong("counterpart_uid"),
                row.getLong("from_folder_id"), row.getLong("from_uid"), row.getLong("line_folder_id"), row.getLong("line_source_uid"),
                Arrival.State.valueOf(row.getString("state")), row.getString("sha256"), row.getLong("size_bytes"),
                new InternalDate(row.getString("internal_date")), Flags.parse(row.getString("flags")), row.getLong("floor_uid"), row.getInt("attempts"))).list();
    }

    @Override public List<TwoWayRequest> openRequests(MailboxId mailbox) {
        return jdbc.sql("select * from mailsync_two_way_request where mailbox_id = ? and (state in ('REQUESTED', 'SHOWN', 'APPROVED') "
            + "or subject = 'STOP' and state = 'KEPT') order by id").param(mailbox.text()).query(RequestTable::request).list();
    }

    @Override public void commit(Lease lease, TwoWayChange change) {
        transactions.fenced(lease, () -> {
            change.forgotten().forEach(place -> jdbc.sql("delete from mailsync_message where folder_id = ? and source_uid = ?")
                .params(place.folderId(), place.sourceUid()).update());
            change.lines().forEach(this::save);
            change.folders().forEach(ledger::save);
            change.bookmarks().forEach(this::save);
            change.settled().forEach(this::remove);
            change.arrivals().forEach(this::save);
            change.requests().forEach(request -> RequestTable.save(jdbc, lease.mailbox(), request, transactions.now()));
            change.journal().forEach(entry -> JournalTable.add(jdbc, lease.mailbox(), entry));
            return true;
        });
    }

    private void save(TwoWayChange.Line line) {
        messages.save(line.folderId(), List.of(line.record()));
        line.targetFlags().ifPresent(flags -> jdbc.sql("update mailsync_message set target_flags = ? where folder_id = ? and source_uid = ?")
            .params(flags.text(), line.folderId(), line.record().sourceUid()).update());
    }

    private void save(Bookmark bookmark) {
        jdbc.sql("delete from mailsync_two_way_folder where folder_id = ?").param(bookmark.folderId()).update();
        jdbc.sql("insert into mailsync_two_way_folder (folder_id, source_uid_validity, source_messages, target_uid_validity, target_seen_uid, "
                + "target_messages, target_mod_seq, finished_pass) values (?, ?, ?, ?, ?, ?, ?, ?)")
            .param(bookmark.folderId()).param(bookmark.sourceUidValidity()).param(bookmark.sourceMessages()).param(bookmark.targetUidValidity())
            .param(bookmark.targetSeenUid()).param(bookmark.targetMessages())
            .param(bookmark.targetModSeq().isPresent() ? bookmark.targetModSeq().getAsLong() : null).param(bookmark.finishedPass()).update();
    }

    private void remove(Arrival arrival) {
        jdbc.sql("delete from mailsync_arrival where folder_id = ? and written_side = ? and counterpart_uid = ?")
            .params(arrival.folderId(), arrival.written().name(), arrival.counterpartUid()).update();
    }

    private void save(Arrival arrival) {
        remove(arrival);
        jdbc.sql("insert into mailsync_arrival (folder_id, written_side, counterpart_uid, from_folder_id, from_uid, line_folder_id, line_source_uid, "
                + "state, sha256, size_bytes, internal_date, flags, floor_uid, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(arrival.folderId(), arrival.written().name(), arrival.counterpartUid(), arrival.fromFolderId(), arrival.fromUid(),
                arrival.lineFolderId(), arrival.lineSourceUid(), arrival.state().name(), arrival.sha256(), arrival.sizeBytes(), arrival.date().text(),
                arrival.flags().text(), arrival.floor(), arrival.attempts()).update();
    }
}
