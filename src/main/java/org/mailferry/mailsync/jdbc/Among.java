package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lines found by many values at once. An outer join from the values: for an {@code in} behind the first column of an index H2 walks through the
 * whole folder, and so it does for an inner join.
 */
final class Among {
    private static final int CHUNK = 500;

    private Among() {}

    /** Of a folder, each line with one of these values in that column; a chunk of values after the other. */
    static <T> List<T> numbers(JdbcClient jdbc, String table, String column, long folderId, Collection<Long> values, RowMapper<T> mapper) {
        List<T> found = new ArrayList<>();
        for (List<Long> chunk : chunks(values)) {
            found.addAll(there(jdbc, "select m.* from unnest(cast(? as bigint array)) w(wanted) left join " + table + " m on m.folder_id = ? and m." + column
                + " = w.wanted", mapper, chunk.toArray(Long[]::new), folderId));
        }
        return found;
    }

    /** What the query gives without the lines that are not there. */
    static <T> List<T> there(JdbcClient jdbc, String sql, RowMapper<T> mapper, Object... params) {
        List<T> found = new ArrayList<>();
        jdbc.sql(sql).params(List.of(params)).query((ResultSet row) -> {
            if (isThere(row)) {
                found.add(mapper.mapRow(row, found.size()));
            }
        });
        return found;
    }

    private static boolean isThere(ResultSet row) throws SQLException {
        row.getLong("folder_id");
        return !row.wasNull();
    }

    static List<List<Long>> chunks(Collection<Long> values) {
        List<Long> all = List.copyOf(values);
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
        }
        return chunks;
    }
}
