package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

/** The table {@code mailsync_foreign}: one line for each message on the target that is no copy of ours. */
@Component
class ForeignTable {
    private static final int CHUNK = 500;
    private static final String FIELDS = "select target_uid, size_bytes, epoch_second, sha256 from mailsync_foreign where folder_id = :folder and target_uid >= :from and ";

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

    int remove(long folderId, Collection<Long> uids) {
        int removed = 0;
        for (List<Long> chunk : chunks(uids)) {
            removed += jdbc.sql("delete from mailsync_foreign where folder_id = :folder and target_uid in (:uids)").param("folder", folderId)
                .param("uids", chunk).update();
        }
        return removed;
    }

    void removeAll(long folderId) {
        jdbc.sql("delete from mailsync_foreign where folder_id = ?").param(folderId).update();
    }

    List<ForeignMessage> unread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit) {
        TreeMap<Long, ForeignMessage> found = new TreeMap<>();
        unread(folderId, fromUid, "size_bytes", sizes, limit).forEach(message -> found.put(message.uid(), message));
        unread(folderId, fromUid, "epoch_second", epochSeconds, limit).forEach(message -> found.put(message.uid(), message));
        return found.values().stream().limit(limit).toList();
    }

    private List<ForeignMessage> unread(long folderId, long fromUid, String column, Collection<Long> values, int limit) {
        List<ForeignMessage> found = new ArrayList<>();
        for (List<Long> chunk : chunks(values)) {
            found.addAll(jdbc.sql(FIELDS + "sha256 = '' and " + column + " in (:values) order by target_uid limit :limit").param("folder", folderId).param("from", fromUid)
                .param("values", chunk).param("limit", limit).query(ForeignTable::message).list());
        }
        return found;
    }

    List<ForeignMessage> alike(long folderId, long fromUid, Map<String, Integer> limits, Collection<Long> epochSeconds) {
        Set<ForeignMessage> found = new LinkedHashSet<>();
        int enough = limits.values().stream().mapToInt(Integer::intValue).sum();
        // Ordered as the index by content is: in the order of UIDs a database would walk through the whole folder.
        List<ForeignMessage> together = limits.isEmpty() ? List.of() : jdbc.sql(FIELDS + "sha256 in (:digests) order by sha256, target_uid limit :limit")
            .param("folder", folderId).param("from", fromUid).param("digests", limits.keySet()).param("limit", enough + 1).query(ForeignTable::message).list();
        if (together.size() <= enough) {
            return together.stream().sorted(Comparator.comparingLong(ForeignMessage::uid)).toList();
        }
        // More twins than are wanted: each content on its own, so that none pushes another out.
        limits.forEach((digest, limit) -> {
            found.addAll(alike(folderId, fromUid, digest, epochSeconds, limit));
            found.addAll(jdbc.sql(FIELDS + "sha256 = :digest order by target_uid limit :limit").param("folder", folderId).param("from", fromUid).param("digest", digest)
                .param("limit", limit).query(ForeignTable::message).list());
        });
        return found.stream().sorted(Comparator.comparingLong(ForeignMessage::uid)).toList();
    }

    private List<ForeignMessage> alike(long folderId, long fromUid, String digest, Collection<Long> epochSeconds, int limit) {
        List<ForeignMessage> found = new ArrayList<>();
        for (long epochSecond : Set.copyOf(epochSeconds)) {
            found.addAll(jdbc.sql(FIELDS + "sha256 = :digest and epoch_second = :date order by target_uid limit :limit").param("folder", folderId).param("from", fromUid)
                .param("digest", digest).param("date", epochSecond).param("limit", limit).query(ForeignTable::message).list());
        }
        return found;
    }

    List<ForeignMessage> dated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit) {
        return epochSeconds.isEmpty() ? List.of() : jdbc.sql(FIELDS + "epoch_second in (:dates) order by target_uid limit :limit")
            .param("folder", folderId).param("from", fromUid).param("dates", Set.copyOf(epochSeconds)).param("limit", limit)
            .query(ForeignTable::message).list();
    }

    private static List<List<Long>> chunks(Collection<Long> values) {
        List<Long> all = List.copyOf(Set.copyOf(values));
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
        }
        return chunks;
    }

    private static ForeignMessage message(ResultSet row, int index) throws SQLException {
        return new ForeignMessage(row.getLong("target_uid"), row.getLong("size_bytes"), row.getLong("epoch_second"), row.getString("sha256"));
    }
}
