package org.mailferry.mailflow.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.HighTtl;
import org.mailferry.mailflow.TtlHistory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcTtlHistory implements TtlHistory {
    private final JdbcClient jdbc;

    JdbcTtlHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public Optional<HighTtl> of(PlanName plan, MailDomain domain) {
        return jdbc.sql("select * from mailflow_ttl where plan = ? and domain = ?").params(plan.text(), domain.text())
            .query((row, index) -> new HighTtl(row.getLong("high_ttl_seconds"),
                Optional.ofNullable(row.getObject("lowered_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant))).optional();
    }

    @Override @Transactional public void remember(PlanName plan, MailDomain domain, HighTtl ttl) {
        jdbc.sql("insert into mailflow_ttl (plan, domain, high_ttl_seconds) values (?, ?, ?) on conflict do nothing")
            .params(plan.text(), domain.text(), ttl.seconds()).update();
        jdbc.sql("update mailflow_ttl set high_ttl_seconds = ?, lowered_at = ? where plan = ? and domain = ?")
            .params(ttl.seconds(), ttl.loweredAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null), plan.text(), domain.text()).update();
    }
}
