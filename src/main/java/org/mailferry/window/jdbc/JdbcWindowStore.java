package org.mailferry.window.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.window.Approval;
import org.mailferry.window.MaintenanceWindow;
import org.mailferry.window.WindowRequest;
import org.mailferry.window.WindowState;
import org.mailferry.window.WindowStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcWindowStore implements WindowStore {
    private final JdbcClient jdbc;

    JdbcWindowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public void add(MaintenanceWindow window) {
        WindowRequest request = window.request();
        jdbc.sql("insert into window_maintenance (window_id, plan, subject, starts_at, ends_at, reason, requested_by, plan_hash, evidence_hash,"
                + " state, problem, approval_id, requested_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(window.id(), request.plan().text(), request.subject(), at(request.start()), at(request.end()), request.reason(),
                request.requestedBy(), request.planHash(), request.evidenceHash(), window.state().name(), window.problem(),
                window.approvalId().orElse(null), at(window.changedAt()), at(window.changedAt())).update();
    }

    @Override public void update(MaintenanceWindow window) {
        int changed = jdbc.sql("update window_maintenance set state = ?, problem = ?, approval_id = ?, changed_at = ? where window_id = ?")
            .params(window.state().name(), window.problem(), window.approvalId().orElse(null), at(window.changedAt()), window.id()).update();
        if (changed == 0) {
            throw MigrationException.permanent("There is no maintenance window '" + window.id() + "'");
        }
    }

    @Override public Optional<MaintenanceWindow> find(String windowId) {
        return jdbc.sql("select * from window_maintenance where window_id = ?").param(windowId).query(JdbcWindowStore::window).optional();
    }

    @Override public List<MaintenanceWindow> of(PlanName plan) {
        return jdbc.sql("select * from window_maintenance where plan = ? order by requested_at, window_id").param(plan.text())
            .query(JdbcWindowStore::window).list();
    }

    @Override public void add(Approval approval) {
        jdbc.sql("insert into window_approval (approval_id, plan, subject, requested_by, approver, reason, plan_hash, evidence_hash, given_at,"
                + " valid_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(approval.id(), approval.plan().text(), approval.subject(), approval.requestedBy(), approval.approver(), approval.reason(),
                approval.planHash(), approval.evidenceHash(), at(approval.givenAt()), at(approval.validUntil())).update();
    }

    @Override public Optional<Approval> findApproval(String approvalId) {
        return jdbc.sql("select * from window_approval where approval_id = ?").param(approvalId).query(JdbcWindowStore::approval).optional();
    }

    @Override public Optional<Approval> latestApproval(PlanName plan, String subject) {
        return jdbc.sql("select * from window_approval where plan = ? and subject = ? order by given_at desc limit 1")
            .params(plan.text(), subject).query(JdbcWindowStore::approval).optional();
    }

    private static MaintenanceWindow window(ResultSet row, int index) throws SQLException {
        WindowRequest request = new WindowRequest(new PlanName(row.getString("plan")), row.getString("subject"), instant(row, "starts_at"),
            instant(row, "ends_at"), row.getString("reason"), row.getString("requested_by"), row.getString("plan_hash"), row.getString("evidence_hash"));
        return new MaintenanceWindow(row.getString("window_id"), request, WindowState.valueOf(row.getString("state")), row.getString("problem"),
            Optional.ofNullable(row.getString("approval_id")), instant(row, "changed_at"));
    }

    private static Approval approval(ResultSet row, int index) throws SQLException {
        return new Approval(row.getString("approval_id"), new PlanName(row.getString("plan")), row.getString("subject"),
            row.getString("requested_by"), row.getString("approver"), row.getString("reason"), row.getString("plan_hash"),
            row.getString("evidence_hash"), instant(row, "given_at"), instant(row, "valid_until"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
