package org.mailferry.calendarsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.kernel.MailboxId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Each change of a state has the state before it as a condition, so that of two callers one comes second. */
@Repository
class JdbcHostedRuns implements HostedRuns {
    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate own;

    JdbcHostedRuns(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public Optional<Run> find(MailboxId mailbox, String turn, Operation operation) {
        return jdbc.sql("select * from calendarsync_hosted_run where mailbox_id = ? and turn = ? and operation = ?")
            .params(mailbox.text(), turn, operation.name()).query((row, index) -> run(row)).optional();
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(MailboxId.parse(row.getString("mailbox_id")), row.getString("turn"), Operation.valueOf(row.getString("operation")), row.getInt("attempt"),
            State.valueOf(row.getString("state")), row.getObject("until_at", OffsetDateTime.class).toInstant(), row.getString("detail"));
    }

    @Override public Optional<Run> begin(MailboxId mailbox, String turn, Operation operation, Instant now, Instant until) {
        try {
            return own.execute(status -> claim(mailbox, turn, operation, now, until));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    private Optional<Run> claim(MailboxId mailbox, String turn, Operation operation, Instant now, Instant until) {
        long others = jdbc.sql("select count(*) from calendarsync_hosted_run where mailbox_id = ? and state = 'RUNNING' and until_at > ?")
            .params(mailbox.text(), utc(now)).query(Long.class).single();
        if (others > 0) {
            return Optional.empty();
        }
        boolean taken = jdbc.sql("update calendarsync_hosted_run set attempt = attempt + 1, state = 'RUNNING', begun_at = ?, until_at = ?, detail = '' "
                + "where mailbox_id = ? and turn = ? and operation = ? and (state = 'TOLD' or state = 'NOT_BEGUN' and until_at <= ?)")
            .params(utc(now), utc(until), mailbox.text(), turn, operation.name(), utc(now)).update() == 1;
        Optional<Run> known = find(mailbox, turn, operation);
        if (known.isPresent()) {
            return known.filter(run -> taken);
        }
        jdbc.sql("insert into calendarsync_hosted_run (mailbox_id, turn, operation, attempt, state, begun_at, until_at, detail) values (?, ?, ?, 1, 'RUNNING', ?, ?, '')")
            .params(mailbox.text(), turn, operation.name(), utc(now), utc(until)).update();
        return find(mailbox, turn, operation);
    }

    @Override public boolean end(Run run, State state, String detail, Instant until) {
        String cut = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST - 1) + "…";
        return Boolean.TRUE.equals(own.execute(status -> jdbc.sql("update calendarsync_hosted_run set state = ?, detail = ?, until_at = ? "
                + "where mailbox_id = ? and turn = ? and operation = ? and attempt = ? and state = 'RUNNING'")
            .params(state.name(), cut, utc(until), run.mailbox().text(), run.turn(), run.operation().name(), run.attempt()).update() == 1));
    }

    @Override public void told(Run run) {
        jdbc.sql("update calendarsync_hosted_run set state = 'TOLD' where mailbox_id = ? and turn = ? and operation = ? and attempt = ? and state = 'FAILED'")
            .params(run.mailbox().text(), run.turn(), run.operation().name(), run.attempt()).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
