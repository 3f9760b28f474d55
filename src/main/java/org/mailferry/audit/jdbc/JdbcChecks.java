package org.mailferry.audit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcChecks implements Checks {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcChecks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override @Transactional public void record(PlanName plan, CheckResult result) {
        jdbc.sql("insert into audit_check (plan, check_id, inventory_row, status, text, checked_at) values (?, ?, ?, 'GREEN', '', ?) on conflict do nothing")
            .params(plan.text(), result.id(), result.row(), clock.instant().atOffset(ZoneOffset.UTC)).update();
        // A red result does not undo a waiver: the person waived what is red.
        String waiverEnds = result.status() == Status.GREEN ? ", approver = null, reason = null" : "";
        jdbc.sql("update audit_check set inventory_row = ?, status = case when approver is not null and ? <> 'GREEN' then 'WAIVED' else ? end, "
                + "text = ?, checked_at = ?" + waiverEnds + " where plan = ? and check_id = ?")
            .params(result.row(), result.status().name(), result.status().name(), cut(result.text()),
                clock.instant().atOffset(ZoneOffset.UTC), plan.text(), result.id()).update();
    }

    @Override public List<CheckResult> of(PlanName plan) {
        return jdbc.sql("select * from audit_check where plan = ? order by check_id").param(plan.text()).query(JdbcChecks::check).list();
    }

    @Override @Transactional public void waive(PlanName plan, String checkId, String approver, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Waiving check " + checkId + " needs a reason");
        }
        int changed = jdbc.sql("update audit_check set status = 'WAIVED', approver = ?, reason = ? where plan = ? and check_id = ? and status = 'RED'")
            .params(approver, cut(reason), plan.text(), checkId).update();
        if (changed == 0) {
            throw new IllegalArgumentException("Plan " + plan + " has no red check '" + checkId + "'");
        }
    }

    private static CheckResult check(ResultSet row, int index) throws SQLException {
        Status status = Status.valueOf(row.getString("status"));
        String text = row.getString("text");
        if (status == Status.WAIVED) {
            text += " (waived by " + row.getString("approver") + ": " + row.getString("reason") + ")";
        }
        return new CheckResult(row.getString("check_id"), row.getString("inventory_row"), status, text);
    }

    private static String cut(String text) {
        return text.length() <= 4_000 ? text : text.substring(0, 3_999) + "…";
    }
}
