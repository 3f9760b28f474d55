package org.mailferry.target.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.mailferry.kernel.PlanName;
import org.mailferry.target.ApprovedChanges;
import org.mailferry.target.TargetChange;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcApprovedChanges implements ApprovedChanges {
    private static final int MOST_TEXT = 4_000;
    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    JdbcApprovedChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override @Transactional public void replace(PlanName plan, String approvalId, List<TargetChange> changes) {
        if (holds(plan, approvalId)) {
            return;
        }
        jdbc.update("delete from target_change where plan = ?", plan.text());
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            add(plan, approvalId, from, changes.subList(from, Math.min(from + AT_ONCE, changes.size())));
        }
    }

    @Override public boolean holds(PlanName plan, String approvalId) {
        Integer known = jdbc.queryForObject("select count(*) from target_change where plan = ? and approval_id = ?", Integer.class, plan.text(), approvalId);
        return known != null && known > 0;
    }

    private void add(PlanName plan, String approvalId, int from, List<TargetChange> changes) {
        jdbc.batchUpdate("insert into target_change (plan, position, approval_id, subject, action, name, text, refused) values (?, ?, ?, ?, ?, ?, ?, false)",
            new BatchPreparedStatementSetter() {
                @Override public void setValues(java.sql.PreparedStatement row, int index) throws SQLException {
                    TargetChange change = changes.get(index);
                    row.setString(1, plan.text());
                    row.setInt(2, from + index);
                    row.setString(3, approvalId);
                    row.setString(4, change.subject().name());
                    row.setString(5, change.action().name());
                    row.setString(6, change.name());
                    row.setString(7, cut(change.text()));
                }

                @Override public int getBatchSize() {
                    return changes.size();
                }
            });
    }

    @Override public List<Open> open(PlanName plan, int most) {
        return jdbc.query("select position, subject, action, name, text from target_change where plan = ? and outcome is null order by position limit ?",
            JdbcApprovedChanges::open, plan.text(), most);
    }

    private static Open open(ResultSet row, int index) throws SQLException {
        return new Open(row.getInt(1), new TargetChange(TargetChange.Subject.valueOf(row.getString(2)), row.getString(4),
            TargetChange.Action.valueOf(row.getString(3)), row.getString(5)));
    }

    @Override public void settle(PlanName plan, int position, String outcome, boolean refused) {
        jdbc.update("update target_change set outcome = ?, refused = ? where plan = ? and position = ?", cut(outcome), refused, plan.text(), position);
    }

    @Override public List<String> refused(PlanName plan, int most) {
        return jdbc.queryForList("select outcome from target_change where plan = ? and refused = true order by position limit ?", String.class, plan.text(), most);
    }

    @Override public Progress progress(PlanName plan) {
        return jdbc.queryForObject("select count(*), count(outcome), coalesce(sum(case when refused then 1 else 0 end), 0) from target_change where plan = ?",
            (row, index) -> new Progress(row.getLong(1), row.getLong(2), row.getLong(3)), plan.text());
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
    }
}
