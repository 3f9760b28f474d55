package org.mailferry.audit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.audit.CheckedSubjects;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcCheckedSubjects implements CheckedSubjects {
    private final JdbcClient jdbc;

    JdbcCheckedSubjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override @Transactional public void record(PlanName plan, Collection<CheckedSubject> findings) {
        findings.forEach(finding -> record(plan, finding));
    }

    private void record(PlanName plan, CheckedSubject finding) {
        OffsetDateTime askedAt = finding.askedAt().atOffset(ZoneOffset.UTC);
        int changed = jdbc.sql("update audit_check_subject set question = ?, verdict = ?, text = ?, asked_at = ? where plan = ? and check_id = ? and subject = ?")
            .params(finding.question(), finding.verdict().name(), cut(finding.text()), askedAt, plan.text(), finding.checkId(), finding.subject()).update();
        if (changed == 0) {
            jdbc.sql("insert into audit_check_subject (plan, check_id, subject, question, verdict, text, asked_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(plan.text(), finding.checkId(), finding.subject(), finding.question(), finding.verdict().name(), cut(finding.text()), askedAt).update();
        }
    }

    @Override public List<CheckedSubject> of(PlanName plan) {
        return jdbc.sql("select * from audit_check_subject where plan = ? order by check_id, subject").param(plan.text()).query(JdbcCheckedSubjects::finding).list();
    }

    private static CheckedSubject finding(ResultSet row, int index) throws SQLException {
        return new CheckedSubject(row.getString("check_id"), row.getString("subject"), row.getString("question"), Verdict.valueOf(row.getString("verdict")),
            row.getString("text"), row.getObject("asked_at", OffsetDateTime.class).toInstant());
    }

    private static String cut(String text) {
        return text.length() <= 4_000 ? text : text.substring(0, 3_999) + "…";
    }
}
