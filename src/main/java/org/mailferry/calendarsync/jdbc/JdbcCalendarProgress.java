package org.mailferry.calendarsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Commits on its own: a reason is to be seen also when the step that found it is rolled back and tried again. */
@Repository
class JdbcCalendarProgress implements CalendarProgress {
    private static final int LONGEST = 2_000;

    private final JdbcClient jdbc;

    JdbcCalendarProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override @Transactional(propagation = Propagation.REQUIRES_NEW) public void record(MailboxId mailbox, CalendarSliceResult slice, Instant now) {
        begin(mailbox, now);
        jdbc.sql("update calendarsync_progress set created = created + ?, updated = updated + ?, deleted = deleted + ?, conflicts = conflicts + ?, "
                + "refused = case when pass_open then refused + ? else ? end, pass_open = ?, "
                + "caught_up_at = case when ? then ? else caught_up_at end, problem = ?, changed_at = ? where mailbox_id = ?")
            .params(slice.created(), slice.updated(), slice.deleted(), slice.conflicts(), slice.refused(), slice.refused(), !slice.caughtUp(),
                slice.caughtUp(), utc(now), slice.refusal().map(JdbcCalendarProgress::cut).orElse(null), utc(now), mailbox.text())
            .update();
    }

    @Override @Transactional(propagation = Propagation.REQUIRES_NEW) public void failed(MailboxId mailbox, String problem, Instant now) {
        begin(mailbox, now);
        jdbc.sql("update calendarsync_progress set problem = ?, changed_at = ? where mailbox_id = ?").params(cut(problem), utc(now), mailbox.text()).update();
    }

    @Override public List<Standing> of(PlanName plan) {
        return jdbc.sql("select * from calendarsync_progress where plan = ? order by mailbox_id").param(plan.text()).query(JdbcCalendarProgress::standing).list();
    }

    private void begin(MailboxId mailbox, Instant now) {
        jdbc.sql("insert into calendarsync_progress (mailbox_id, plan, created, updated, deleted, refused, conflicts, pass_open, changed_at) "
            + "values (?, ?, 0, 0, 0, 0, 0, false, ?) on conflict do nothing").params(mailbox.text(), mailbox.plan().text(), utc(now)).update();
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        return new Standing(MailboxId.parse(row.getString("mailbox_id")), row.getLong("created"), row.getLong("updated"), row.getLong("deleted"),
            row.getLong("refused"), row.getLong("conflicts"), Optional.ofNullable(instant(row)), Optional.ofNullable(row.getString("problem")));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("caught_up_at", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
