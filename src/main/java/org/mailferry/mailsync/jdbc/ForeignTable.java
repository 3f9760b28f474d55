package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mailferry.mailsync.ForeignMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code mailsync_foreign}: one line for each message on the target that is no copy of ours. A sum hides the UID from the choice of an index: with
 * figures of a folder as it was a minute ago H2 takes the one by UID, and walks through the folder for each value.
 */
@Component
class ForeignTable {
    private static final int CHUNK = 500;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    ForeignTable(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Leaves alone what is there already. */
    void add(long folderId, Collection<ForeignMessage> found) {
        batches.batchUpdate("insert into mailsync_foreign (folder_id, target_uid, size_bytes, epoch_second, sha256) values (?, ?, ?, ?, ?) "
            + "on conflict do nothing", found, CHUNK, (statement, message) -> {
                statement.setLong(1, folderId);
                statement.setLong(2, message.uid());
                statement.setLong(3, message.sizeBytes());
                statement.setLong(4, message.epochSecond());
                statement.setString(5, message.sha256());
            });
    }

    int read(long folderId, Map<Long, String> digests) {
        batches.batchUpdate("update mailsync_foreign set sha256 = ? where folder_id = ? and target_uid = ?", digests.entrySet(), CHUNK,
            (statement, digest) -> {
                statement.setString(1, digest.getValue());
                statement.setLong(2, folderId);
                statement.setLong(3, digest.getKey());
            });
        return digests.size();
    }

    void remove(long folderId, Collection<Long> uids) {
        batches.batchUpdate("delete from mailsync_foreign where folder_id = ? and target_uid = ?", uids, CHUNK, (statement, uid) -> {
            statement.setLong(1, folderId);
            statement.setLong(2, uid);
        });
    }

    /** @return false when there are more */
    boolean removeSome(long folderId, int limit) {
        List<Long> some = jdbc.sql("select target_uid from mailsync_foreign where folder_id = ? order by folder_id, target_uid limit ?").params(folderId, limit)
            .query(Long.class).list();
        if (!some.isEmpty()) {
            jdbc.sql("delete from mailsync_foreign where folder_id = ? and target_uid <= ?").params(folderId, some.get(some.size() - 1)).update();
        }
        return some.size() < limit;
    }

    long count(long folderId) {
        return jdbc.sql("select count(*) from mailsync_foreign where folder_id = ?").param(folderId).query(Long.class).single();
    }

    List<ForeignMessage> unread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit) {
        TreeMap<Long, ForeignMessage> found = new TreeMap<>();
        unread(found, folderId, fromUid, "size_bytes", sizes, limit);
        unread(found, folderId, fromUid, "epoch_second", epochSeconds, limit);
        return found.values().stream().limit(limit).toList();
    }

    /** In no order: of many that are alike all would have to be sorted for each page. */
    private void unread(Map<Long, ForeignMessage> found, long folderId, long fromUid, String column, Collection<Long> values, int limit) {
        for (List<Long> chunk : Among.chunks(values)) {
            if (found.size() < limit) {
                Among.there(jdbc, "select f.* from unnest(cast(? as bigint array)) w(wanted) left join mailsync_foreign f on f.folder_id = ? and f." + column
                    + " = w.wanted and f.sha256 = '' and f.target_uid + 0 >= ? limit ?", ForeignTable::message, chunk.toArray(Long[]::new), folderId, fromUid,
                    limit + chunk.size()).forEach(message -> found.put(message.uid(), message));
            }
        }
    }

    List<ForeignMessage> alike(long folderId, long fromUid, Map<String, Integer> limits, Map<String, Set<Long>> dates) {
        if (limits.isEmpty()) {
            return List.of();
        }
        int enough = limits.values().stream().mapToInt(Integer::intValue).sum();
        Set<ForeignMessage> found = new LinkedHashSet<>(Among.there(jdbc, "select f.* from unnest(cast(? as varchar array)) w(wanted) "
            + "left join mailsync_foreign f on f.folder_id = ? and f.sha256 = w.wanted and f.target_uid + 0 >= ? order by f.sha256 nulls last, f.target_uid limit ?",
            ForeignTable::message, limits.keySet().toArray(String[]::new), folderId, fromUid, enough + 1));
        if (found.size() > enough) {
            // More twins than are wanted: each content on its own, so that none pushes another out.
            found.clear();
            limits.forEach((digest, limit) -> {
                dates.getOrDefault(digest, Set.of()).forEach(date -> found.addAll(alike(folderId, fromUid, digest, "and epoch_second = " + date, limit)));
                found.addAll(alike(folderId, fromUid, digest, "", limit));
            });
        }
        return found.stream().sorted(Comparator.comparingLong(ForeignMessage::uid)).toList();
    }

    private List<ForeignMessage> alike(long folderId, long fromUid, String digest, String dated, int limit) {
        return jdbc.sql("select * from mailsync_foreign where folder_id = ? and sha256 = ? and target_uid >= ? " + dated + " order by folder_id, sha256, target_uid limit ?")
            .params(folderId, digest, fromUid, limit).query(ForeignTable::message).list();
    }

    List<ForeignMessage> dated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit) {
        return epochSeconds.isEmpty() ? List.of() : Among.there(jdbc, "select f.* from unnest(cast(? as bigint array)) w(wanted) left join mailsync_foreign f "
            + "on f.folder_id = ? and f.epoch_second = w.wanted and f.target_uid + 0 >= ? order by f.target_uid nulls last limit ?", ForeignTable::message,
            Set.copyOf(epochSeconds).toArray(Long[]::new), folderId, fromUid, limit);
    }

    private static ForeignMessage message(ResultSet row, int index) throws SQLException {
        return new ForeignMessage(row.getLong("target_uid"), row.getLong("size_bytes"), row.getLong("epoch_second"), row.getString("sha256"));
    }
}
