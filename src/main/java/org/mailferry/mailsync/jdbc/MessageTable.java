package org.mailferry.mailsync.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderCounts;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code mailsync_message}: one line a message, written in batches. What is wanted in an order names all columns of an index in it, though the
 * folder is the same for all: else H2 reads and sorts the whole folder for each page.
 */
@Component
class MessageTable {
    private static final int CHUNK = 500;
    private static final int PAGE = 10_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    MessageTable(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Replaces known lines, inserts the others. */
    void save(long folderId, Collection<MessageRecord> records) {
        claim(folderId, records);
        Set<Long> known = new HashSet<>(Among.numbers(jdbc, "mailsync_message", "source_uid", folderId, records.stream().map(MessageRecord::sourceUid).toList(),
            (row, index) -> row.getLong("source_uid")));
        batches.batchUpdate("update mailsync_message set target_uid = ?, outcome = ?, reason = ?, sha256 = ?, size_bytes = ?, internal_date = ?, flags = ?, "
            + "target_floor = ?, attempts = ?, refused_pass = ? where folder_id = ? and source_uid = ?",
            records.stream().filter(record -> known.contains(record.sourceUid())).toList(), CHUNK, (statement, record) -> bind(statement, folderId, record));
        batches.batchUpdate("insert into mailsync_message (target_uid, outcome, reason, sha256, size_bytes, internal_date, flags, target_floor, "
            + "attempts, refused_pass, folder_id, source_uid) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            records.stream().filter(record -> !known.contains(record.sourceUid())).toList(), CHUNK, (statement, record) -> bind(statement, folderId, record));
    }

    /** What became a copy of ours is nobody else's. */
    private void claim(long folderId, Collection<MessageRecord> records) {
        List<Long> ours = records.stream().flatMapToLong(record -> record.targetUid().stream()).boxed().toList();
        batches.batchUpdate("delete from mailsync_foreign where folder_id = ? and target_uid = ?", ours, CHUNK, (statement, uid) -> {
            statement.setLong(1, folderId);
            statement.setLong(2, uid);
        });
    }

    private static void bind(PreparedStatement statement, long folderId, MessageRecord record) throws SQLException {
        if (record.targetUid().isPresent()) {
            statement.setLong(1, record.targetUid().getAsLong());
        } else {
            statement.setNull(1, Types.BIGINT);
        }
        statement.setString(2, record.outcome().name());
        statement.setString(3, record.reason());
        statement.setString(4, record.sha256());
        statement.setLong(5, record.sizeBytes());
        statement.setString(6, record.date().text());
        statement.setString(7, record.flags().text());
        statement.setLong(8, record.targetFloor());
        statement.setInt(9, record.attempts());
        statement.setLong(10, record.refusedPass());
        statement.setLong(11, folderId);
        statement.setLong(12, record.sourceUid());
    }

    void forget(long folderId, Collection<Long> sourceUids) {
        batches.batchUpdate("delete from mailsync_message where folder_id = ? and source_uid = ?", sourceUids, CHUNK, (statement, uid) -> {
            statement.setLong(1, folderId);
            statement.setLong(2, uid);
        });
    }

    /** The last of so many source UIDs above that one; empty when there are fewer. */
    OptionalLong pageEnd(long folderId, long aboveUid, int lines) {
        return jdbc.sql("select source_uid from mailsync_message where folder_id = ? and source_uid > ? order by folder_id, source_uid limit 1 offset ?")
            .params(folderId, aboveUid, lines - 1).query(Long.class).optional().map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    void doubt(long folderId, long aboveUid, long upToUid) {
        jdbc.sql("update mailsync_message set outcome = 'INTENDED', target_floor = 1, attempts = 0, target_uid = null where folder_id = ? "
            + "and source_uid > ? and source_uid <= ? and outcome in ('COPIED', 'ALREADY_THERE', 'INTENDED')").params(folderId, aboveUid, upToUid).update();
        jdbc.sql("update mailsync_message set target_uid = null where folder_id = ? and source_uid > ? and source_uid <= ? and target_uid is not null")
            .params(folderId, aboveUid, upToUid).update();
    }

    FolderCounts count(long folderId) {
        return jdbc.sql("select outcome, count(*) as messages, sum(size_bytes) as bytes from mailsync_message where folder_id = ? group by outcome")
            .param(folderId).query((row, index) -> counts(Outcome.valueOf(row.getString(1)), row.getLong(2), row.getLong(3))).list().stream()
            .reduce(FolderCounts.NONE, FolderCounts::plus);
    }

    private static FolderCounts counts(Outcome outcome, long messages, long bytes) {
        return switch (outcome) {
            case COPIED, TARGET_GONE -> new FolderCounts(messages, 0, 0, 0, 0, bytes);
            case ALREADY_THERE -> new FolderCounts(0, messages, 0, 0, 0, 0);
            case REFUSED -> new FolderCounts(0, 0, messages, 0, 0, 0);
            case EXPUNGED -> new FolderCounts(0, 0, 0, messages, 0, 0);
            case LEFT_OUT -> FolderCounts.NONE;
            case INTENDED -> new FolderCounts(0, 0, 0, 0, messages, 0);
        };
    }

    Set<Long> unsettled(MailboxId mailbox, Direction direction, long refusedBefore) {
        return new HashSet<>(jdbc.sql("select distinct m.folder_id from mailsync_message m join mailsync_folder f on f.id = m.folder_id "
                + "where f.mailbox_id = ? and f.direction = ? and (m.outcome = 'INTENDED' or m.outcome = 'REFUSED' and m.refused_pass < ?)")
            .params(mailbox.text(), direction.name(), refusedBefore).query(Long.class).list());
    }

    List<MessageRecord> unresolved(long folderId, long aboveUid, int limit) {
        return page("outcome = 'INTENDED' and target_floor > ?", folderId, 0, aboveUid, limit);
    }

    List<MessageRecord> intended(long folderId, long targetFloor, long aboveUid, int limit) {
        return page("outcome = 'INTENDED' and target_floor = ?", folderId, targetFloor, aboveUid, limit);
    }

    List<MessageRecord> refused(long folderId, long beforePass, long aboveUid, int limit) {
        return page("outcome = 'REFUSED' and refused_pass < ?", folderId, beforePass, aboveUid, limit);
    }

    Set<Long> withLeftOut(MailboxId mailbox, Direction direction) {
        return new HashSet<>(jdbc.sql("select distinct m.folder_id from mailsync_message m join mailsync_folder f on f.id = m.folder_id "
                + "where f.mailbox_id = ? and f.direction = ? and m.outcome = 'LEFT_OUT' and m.reason <> ''")
            .params(mailbox.text(), direction.name()).query(Long.class).list());
    }

    /** A rule's reason is kept; a probe of our own has none. */
    List<MessageRecord> leftOut(long folderId, long aboveUid, int limit) {
        return page("outcome = 'LEFT_OUT' and reason <> '' and attempts > ?", folderId, Integer.MIN_VALUE, aboveUid, limit);
    }

    private List<MessageRecord> page(String condition, long folderId, long value, long aboveUid, int limit) {
        return jdbc.sql("select * from mailsync_message where folder_id = ? and " + condition + " and source_uid > ? order by folder_id, outcome, source_uid limit ?")
            .params(folderId, value, aboveUid, limit).query(MessageTable::message).list();
    }

    long countOnSource(long folderId, long belowUid) {
        return jdbc.sql("select count(*) from mailsync_message where folder_id = ? and source_uid < ? and outcome <> 'EXPUNGED'")
            .params(folderId, belowUid).query(Long.class).single();
    }

    long[] sourceUids(long folderId, long fromUid, long toUid) {
        return uids("source_uid", "outcome <> 'EXPUNGED'", folderId, fromUid, toUid);
    }

    long[] targetUids(long folderId, long fromUid, long toUid) {
        return uids("target_uid", "target_uid is not null", folderId, fromUid, toUid);
    }

    /** Page by page: a driver may hold a whole answer in memory, row by row. */
    private long[] uids(String column, String condition, long folderId, long fromUid, long toUid) {
        LongStream.Builder uids = LongStream.builder();
        long next = fromUid;
        List<Long> page;
        do {
            page = jdbc.sql("select " + column + " from mailsync_message where folder_id = ? and " + column + " between ? and ? and " + condition
                + " order by folder_id, " + column + " limit " + PAGE).params(folderId, next, toUid).query(Long.class).list();
            page.forEach(uids::add);
            next = page.isEmpty() ? next : page.get(page.size() - 1) + 1;
        } while (page.size() == PAGE);
        return uids.build().toArray();
    }

    List<MessageRecord> after(long folderId, long sourceUid, int most) {
        return jdbc.sql("select * from mailsync_message where folder_id = ? and source_uid > ? order by folder_id, source_uid limit ?")
            .params(folderId, sourceUid, most).query(MessageTable::message).list();
    }

    List<MessageRecord> find(long folderId, Collection<Long> sourceUids) {
        List<MessageRecord> found = Among.numbers(jdbc, "mailsync_message", "source_uid", folderId, Set.copyOf(sourceUids), MessageTable::message);
        found.sort(Comparator.comparingLong(MessageRecord::sourceUid));
        return found;
    }

    static MessageRecord message(ResultSet row, int index) throws SQLException {
        long uid = row.getLong("target_uid");
        OptionalLong targetUid = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(uid);
        return new MessageRecord(row.getLong("source_uid"), targetUid, Outcome.valueOf(row.getString("outcome")), row.getString("reason"),
            row.getString("sha256"), row.getLong("size_bytes"), new InternalDate(row.getString("internal_date")), Flags.parse(row.getString("flags")),
            row.getLong("target_floor"), row.getInt("attempts"), row.getLong("refused_pass"));
    }
}
