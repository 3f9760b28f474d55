package org.mailferry.mailflow.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.FlowSnapshot;
import org.mailferry.mailflow.FlowSnapshots;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcFlowSnapshots implements FlowSnapshots {
    private final JdbcClient jdbc;

    JdbcFlowSnapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override @Transactional public void store(FlowSnapshot snapshot) {
        jdbc.sql("insert into mailflow_snapshot (snapshot_id, plan, flow, taken_at) values (?, ?, ?, ?)")
            .params(snapshot.id(), snapshot.plan().text(), snapshot.flow(), snapshot.takenAt().atOffset(ZoneOffset.UTC)).update();
        for (FlowSnapshot.Fact fact : snapshot.facts()) {
            jdbc.sql("insert into mailflow_snapshot_fact (snapshot_id, place, name, seen, ttl_seconds) values (?, ?, ?, ?, ?)")
                .params(snapshot.id(), fact.place(), fact.name(), fact.seen(), fact.ttlSeconds()).update();
        }
    }

    @Override public Optional<FlowSnapshot> latest(PlanName plan, String flow) {
        return jdbc.sql("select * from mailflow_snapshot where plan = ? and flow = ? order by taken_at desc limit 1")
            .params(plan.text(), flow).query(this::snapshot).optional();
    }

    private FlowSnapshot snapshot(ResultSet row, int index) throws SQLException {
        String id = row.getString("snapshot_id");
        List<FlowSnapshot.Fact> facts = jdbc.sql("select * from mailflow_snapshot_fact where snapshot_id = ? order by place, name").param(id)
            .query((fact, number) -> new FlowSnapshot.Fact(fact.getString("place"), fact.getString("name"), fact.getString("seen"), fact.getLong("ttl_seconds")))
            .list();
        return new FlowSnapshot(id, new PlanName(row.getString("plan")), row.getString("flow"),
            row.getObject("taken_at", OffsetDateTime.class).toInstant(), facts);
    }
}
