package org.mailferry.mailflow.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcProbeLog implements ProbeLog {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;

    JdbcProbeLog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override public void sent(String messageId, Probe probe, Instant at) {
        own.executeWithoutResult(status -> jdbc.sql("insert into mailflow_probe (message_id, plan, route, recipient, sent_at, removed, problem)"
                + " values (?, ?, ?, ?, ?, false, '')")
            .params(messageId, probe.plan().text(), probe.route(), probe.recipient().key(), at.atOffset(ZoneOffset.UTC)).update());
    }

    @Override public void arrived(String messageId, Instant at, boolean removed) {
        own.executeWithoutResult(status -> jdbc.sql("update mailflow_probe set arrived_at = ?, removed = ? where message_id = ?")
            .params(at.atOffset(ZoneOffset.UTC), removed, messageId).update());
    }

    @Override public void failed(String messageId, String problem) {
        String text = problem.length() <= 4_000 ? problem : problem.substring(0, 3_999) + "…";
        own.executeWithoutResult(status -> jdbc.sql("update mailflow_probe set problem = ? where message_id = ?").params(text, messageId).update());
    }

    @Override public Set<String> recent(PlanName plan, Instant since) {
        return jdbc.sql("select message_id from mailflow_probe where plan = ? and sent_at > ?")
            .params(plan.text(), since.atOffset(ZoneOffset.UTC)).query(String.class).set();
    }

    @Override public boolean sent(PlanName plan, String messageId) {
        return jdbc.sql("select count(*) from mailflow_probe where plan = ? and message_id = ?").params(plan.text(), messageId).query(Long.class).single() > 0;
    }
}
