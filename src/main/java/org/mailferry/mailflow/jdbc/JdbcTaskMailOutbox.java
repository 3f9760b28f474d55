package org.mailferry.mailflow.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.mailferry.mailflow.TaskMail;
import org.mailferry.mailflow.TaskMailOutbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A claim is an update that only one node wins; {@code due_at} is the end of its lease, so that a dead node's claims come back by themselves. */
@Repository
class JdbcTaskMailOutbox implements TaskMailOutbox {
    private final JdbcClient jdbc;

    JdbcTaskMailOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public void add(TaskMail mail, Instant at) {
        jdbc.sql("insert into mailflow_task_mail (task_id, task_name, recipient_kind, recipient, plan, subject, state, attempts,"
                + " created_at, due_at, problem) values (?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, ?, '') on conflict do nothing")
            .params(mail.taskId(), cut(mail.taskName(), 255), mail.kind().name(), mail.recipient(), mail.plan(), cut(mail.subject(), 512),
                at(at), at(at)).update();
    }

    @Override public List<TaskMail> claim(String node, Instant now, Duration lease, int limit) {
        List<TaskMail> due = jdbc.sql("select * from mailflow_task_mail where state = 'WAITING' and due_at <= ? order by due_at, mail_id limit ?")
            .params(at(now), limit).query(JdbcTaskMailOutbox::mail).list();
        List<TaskMail> claimed = new ArrayList<>();
        for (TaskMail mail : due) {
            int won = jdbc.sql("update mailflow_task_mail set claimed_by = ?, due_at = ?, attempts = attempts + 1"
                    + " where mail_id = ? and state = 'WAITING' and due_at <= ?")
                .params(node, at(now.plus(lease)), mail.id(), at(now)).update();
            if (won == 1) {
                claimed.add(mail);
            }
        }
        return claimed;
    }

    @Override public void sent(TaskMail mail, String node, Instant at) {
        jdbc.sql("update mailflow_task_mail set state = 'SENT', sent_at = ?, problem = '' where mail_id = ? and claimed_by = ?")
            .params(at(at), mail.id(), node).update();
    }

    @Override public void outdated(TaskMail mail, String node) {
        jdbc.sql("update mailflow_task_mail set state = 'OUTDATED' where mail_id = ? and claimed_by = ?").params(mail.id(), node).update();
    }

    @Override public void failed(TaskMail mail, String node, String problem, Instant nextTry) {
        jdbc.sql("update mailflow_task_mail set due_at = ?, problem = ? where mail_id = ? and claimed_by = ?")
            .params(at(nextTry), cut(problem, 1_000), mail.id(), node).update();
    }

    /** Attempts as they are once claimed. */
    private static TaskMail mail(ResultSet row, int index) throws SQLException {
        return new TaskMail(row.getLong("mail_id"), row.getString("task_id"), row.getString("task_name"), TaskMail.Kind.valueOf(row.getString("recipient_kind")),
            row.getString("recipient"), row.getString("plan"), row.getString("subject"), row.getInt("attempts") + 1);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
