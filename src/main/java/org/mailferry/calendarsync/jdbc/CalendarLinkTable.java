package org.mailferry.calendarsync.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarLink;
import org.mailferry.calendarsync.CalendarSide;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.LinkEnd;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** Within the transactions of {@link JdbcCalendarLedger}. */
@Component
class CalendarLinkTable {
    private static final String ENDS = "source_id = ?, source_tag = ?, source_uid = ?, source_hash = ?, target_id = ?, target_tag = ?, target_uid = ?, target_hash = ?, held = ?";
    private static final String INSERT = "insert into calendarsync_link (source_id, source_tag, source_uid, source_hash, target_id, target_tag, target_uid, "
        + "target_hash, held, pair_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    CalendarLinkTable(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    List<CalendarLink> of(long pair) {
        return jdbc.sql("select * from calendarsync_link where pair_id = ? order by id").param(pair).query((row, index) -> link(row)).list();
    }

    void delete(List<Long> ids) {
        template.batchUpdate("delete from calendarsync_link where id = ?", ids.stream().map(id -> new Object[] {id}).toList());
    }

    /** With their ids, in order. */
    List<CalendarLink> save(List<CalendarLink> links) {
        template.batchUpdate("update calendarsync_link set " + ENDS + " where id = ?", links.stream().filter(link -> link.id() != 0)
            .map(link -> values(link, link.id())).toList());
        List<CalendarLink> drafts = links.stream().filter(link -> link.id() == 0).toList();
        List<Long> ids = insert(drafts);
        List<CalendarLink> saved = new ArrayList<>();
        int next = 0;
        for (CalendarLink link : links) {
            saved.add(link.id() != 0 ? link : new CalendarLink(ids.get(next++), link.pair(), link.source(), link.target(), link.held()));
        }
        return saved;
    }

    private List<Long> insert(List<CalendarLink> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        GeneratedKeyHolder keys = new GeneratedKeyHolder();
        template.batchUpdate(connection -> connection.prepareStatement(INSERT, new String[] {"id"}), new BatchPreparedStatementSetter() {
            @Override public void setValues(PreparedStatement statement, int i) throws SQLException {
                Object[] values = values(drafts.get(i), drafts.get(i).pair());
                for (int column = 0; column < values.length; column++) {
                    statement.setObject(column + 1, values[column]);
                }
            }

            @Override public int getBatchSize() {
                return drafts.size();
            }
        }, keys);
        return keys.getKeyList().stream().map(key -> ((Number) key.values().iterator().next()).longValue()).toList();
    }

    private static Object[] values(CalendarLink link, long last) {
        List<Object> values = new ArrayList<>();
        for (CalendarSide side : CalendarSide.values()) {
            Optional<LinkEnd> end = link.end(side);
            values.add(end.map(one -> one.version().id()).orElse(null));
            values.add(end.map(one -> one.version().tag()).orElse(null));
            values.add(end.map(LinkEnd::uid).orElse(null));
            values.add(end.map(LinkEnd::hash).orElse(null));
        }
        values.add(link.held().map(CalendarSide::name).orElse(null));
        values.add(last);
        return values.toArray();
    }

    private static CalendarLink link(ResultSet row) throws SQLException {
        return new CalendarLink(row.getLong("id"), row.getLong("pair_id"), end(row, "source"), end(row, "target"),
            Optional.ofNullable(row.getString("held")).map(CalendarSide::valueOf));
    }

    private static Optional<LinkEnd> end(ResultSet row, String side) throws SQLException {
        String id = row.getString(side + "_id");
        return id == null ? Optional.empty()
            : Optional.of(new LinkEnd(new ItemVersion(id, row.getString(side + "_tag")), row.getString(side + "_uid"), row.getString(side + "_hash")));
    }
}
