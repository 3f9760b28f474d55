package org.mailferry.calendarsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.calendarsync.SilenceRecords;
import org.mailferry.calendarsync.SilenceState;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcSilenceRecords implements SilenceRecords {
    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;

    JdbcSilenceRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public SilenceState of(PlanName plan) {
        return jdbc.sql("select * from calendarsync_silence where plan = ?").param(plan.text()).query((row, index) -> state(row)).optional()
            .orElse(SilenceState.UNKNOWN);
    }

    private static SilenceState state(ResultSet row) throws SQLException {
        Optional<Instant> stoppedAt = instant(row, "stopped_at");
        if (stoppedAt.isEmpty()) {
            return new SilenceState(instant(row, "proved_at"), row.getString("last_verdict"), Optional.empty());
        }
        String by = row.getString("release_by");
        Optional<SilenceState.Release> asked = by == null ? Optional.empty() : Optional.of(new SilenceState.Release(by, row.getString("release_reason")));
        return new SilenceState(instant(row, "proved_at"), row.getString("last_verdict"),
            Optional.of(new SilenceState.Stop(stoppedAt.get(), row.getString("stopped_where"), row.getString("stop_reason"), asked, row.getBoolean("left_out"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    @Override @Transactional public boolean claim(PlanName plan, String probeId, Instant now, Instant until) {
        present(plan);
        return jdbc.sql("update calendarsync_silence set probe_id = ?, probing_until = ? where plan = ? and (probing_until is null or probing_until <= ?)")
            .params(probeId, utc(until), plan.text(), utc(now)).update() == 1;
    }

    @Override @Transactional public void judged(PlanName plan, String verdict, boolean proved, Instant at) {
        present(plan);
        jdbc.sql("update calendarsync_silence set probing_until = null, judged_at = ?, last_verdict = ? where plan = ?")
            .params(utc(at), cut(verdict), plan.text()).update();
        if (proved) {
            jdbc.sql("update calendarsync_silence set proved_at = ? where plan = ?").params(utc(at), plan.text()).update();
        }
    }

    @Override @Transactional public void stop(PlanName plan, SilenceState.Stop stop) {
        present(plan);
        jdbc.sql("update calendarsync_silence set stopped_at = coalesce(stopped_at, ?), stopped_where = ?, stop_reason = ?, left_out = ?,"
                + " release_by = null, release_reason = null where plan = ?")
            .params(utc(stop.since()), stop.where(), cut(stop.reason()), stop.leftOut(), plan.text()).update();
    }

    @Override public void askRelease(PlanName plan, SilenceState.Release release) {
        jdbc.sql("update calendarsync_silence set release_by = ?, release_reason = ?, left_out = false where plan = ? and stopped_at is not null")
            .params(release.by(), cut(release.reason()), plan.text()).update();
    }

    @Override public void release(PlanName plan) {
        jdbc.sql("update calendarsync_silence set stopped_at = null, stopped_where = null, stop_reason = null, left_out = false, release_by = null,"
            + " release_reason = null where plan = ?")
            .param(plan.text()).update();
    }

    private void present(PlanName plan) {
        jdbc.sql("insert into calendarsync_silence (plan, last_verdict) values (?, '') on conflict do nothing").param(plan.text()).update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
