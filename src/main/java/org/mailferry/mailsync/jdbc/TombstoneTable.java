package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.Tombstone;
import org.mailferry.mailsync.TombstoneLedger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code mailsync_tombstone}. */
@Component
class TombstoneTable {
    private final JdbcClient jdbc;

    TombstoneTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of lines that are about to be forgotten. */
    void add(long folderId, Collection<MessageRecord> lines, Instant now) {
        List<MessageRecord> buried = lines.stream().filter(line -> !line.sha256().isEmpty() && (line.isAway() || line.isLeftBehind())).toList();
        buried.forEach(line -> jdbc.sql("insert into mailsync_tombstone (folder_id, gone_from, sha256, size_bytes, internal_date, noted_at) values (?, ?, ?, ?, ?, ?)")
            .params(folderId, (line.isAway() ? Side.TARGET : Side.SOURCE).name(), line.sha256(), line.sizeBytes(), line.date().text(),
                now.atOffset(ZoneOffset.UTC)).update());
        forgetOld(now);
    }

    /** Of messages that were deleted on the source and are still on the target, whose UIDs there mean nothing any more. */
    void addLeftBehind(long folderId, long aboveUid, long upToUid, Instant now) {
        jdbc.sql("insert into mailsync_tombstone (folder_id, gone_from, sha256, size_bytes, internal_date, noted_at) select folder_id, 'SOURCE', sha256, "
                + "size_bytes, internal_date, cast(:now as timestamp with time zone) from mailsync_message where folder_id = :folder "
                + "and source_uid > :above and source_uid <= :upTo and outcome = 'EXPUNGED' and target_uid is not null and sha256 <> ''")
            .param("now", now.atOffset(ZoneOffset.UTC)).param("folder", folderId).param("above", aboveUid).param("upTo", upToUid).update();
        jdbc.sql("delete from mailsync_message where folder_id = ? and source_uid > ? and source_uid <= ? and source_uid < 0")
            .params(folderId, aboveUid, upToUid).update();
        forgetOld(now);
    }

    private void forgetOld(Instant now) {
        jdbc.sql("delete from mailsync_tombstone where noted_at < ?").param(now.minus(TombstoneLedger.TOMBSTONE_AGE).atOffset(ZoneOffset.UTC)).update();
    }

    List<Tombstone> alike(long folderId, Side goneFrom, Collection<String> digests) {
        List<Tombstone> found = Among.there(jdbc, "select t.* from unnest(cast(? as varchar array)) w(wanted) left join mailsync_tombstone t on t.folder_id = ? "
            + "and t.gone_from = ? and t.sha256 = w.wanted", TombstoneTable::tombstone, Set.copyOf(digests).toArray(String[]::new), folderId, goneFrom.name());
        return found.stream().sorted(Comparator.comparingLong(Tombstone::id)).toList();
    }

    List<Tombstone> first(long folderId, Side goneFrom, int limit) {
        return jdbc.sql("select * from mailsync_tombstone where folder_id = ? and gone_from = ? order by id limit ?").params(folderId, goneFrom.name(), limit)
            .query(TombstoneTable::tombstone).list();
    }

    void remove(Collection<Tombstone> stones) {
        stones.forEach(stone -> jdbc.sql("delete from mailsync_tombstone where id = ?").param(stone.id()).update());
    }

    private static Tombstone tombstone(ResultSet row, int index) throws SQLException {
        return new Tombstone(row.getLong("id"), Side.valueOf(row.getString("gone_from")), row.getString("sha256"), row.getLong("size_bytes"),
            new InternalDate(row.getString("internal_date")));
    }
}
