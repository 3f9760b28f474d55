package org.mailferry.audit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.audit.AuditChain;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Appends under a lock on the plan's row in {@code audit_chain}, held until the caller's transaction ends. */
@Repository
class JdbcAuditTrail implements AuditTrail {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcAuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override @Transactional public void record(AuditEntry entry) {
        ChainEnd end = beginOrLock(entry.plan());
        long number = end.number() + 1;
        // Microseconds are what both databases keep; a finer instant would not hash to the same value when read back.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String hash = AuditChain.hash(end.hash(), number, at, entry);
        jdbc.sql("insert into audit_entry (plan, entry_number, recorded_at, actor, action, subject, detail, hash) values (?, ?, ?, ?, ?, ?, ?, ?)")
            .params(entry.plan().text(), number, at.atOffset(ZoneOffset.UTC), entry.actor(), entry.action(), entry.subject(),
                entry.detail(), hash).update();
        jdbc.sql("update audit_chain set last_number = ?, last_hash = ? where plan = ?").params(number, hash, entry.plan().text()).update();
    }

    @Override public List<RecordedEntry> of(PlanName plan) {
        return jdbc.sql("select * from audit_entry where plan = ? order by entry_number").param(plan.text())
            .query(JdbcAuditTrail::recordedEntry).list();
    }

    /** Also finds entries cut off or added at the end, because the chain's row, locked meanwhile, remembers where the chain ends. */
    @Override @Transactional public OptionalLong firstBreak(PlanName plan) {
        ChainEnd end = lock(plan).orElse(ChainEnd.BEGIN);
        List<RecordedEntry> entries = of(plan);
        OptionalLong broken = AuditChain.firstBreak(entries);
        if (broken.isPresent()) {
            return broken;
        }
        String lastHash = entries.isEmpty() ? AuditChain.BEGIN : entries.get(entries.size() - 1).hash();
        if (entries.size() == end.number() && lastHash.equals(end.hash())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(entries.size(), end.number()) + 1L);
    }

    private ChainEnd beginOrLock(PlanName plan) {
        return lock(plan).orElseGet(() -> {
            jdbc.sql("insert into audit_chain (plan, last_number, last_hash) values (?, 0, ?) on conflict do nothing")
                .params(plan.text(), AuditChain.BEGIN).update();
            return lock(plan).orElseThrow();
        });
    }

    private Optional<ChainEnd> lock(PlanName plan) {
        return jdbc.sql("select last_number, last_hash from audit_chain where plan = ? for update").param(plan.text())
            .query((row, index) -> new ChainEnd(row.getLong(1), row.getString(2))).optional();
    }

    private static RecordedEntry recordedEntry(ResultSet row, int index) throws SQLException {
        AuditEntry entry = new AuditEntry(new PlanName(row.getString("plan")), row.getString("actor"), row.getString("action"),
            row.getString("subject"), row.getString("detail"));
        Instant at = row.getObject("recorded_at", OffsetDateTime.class).toInstant();
        return new RecordedEntry(row.getLong("entry_number"), at, entry, row.getString("hash"));
    }

    private record ChainEnd(long number, String hash) {
        private static final ChainEnd BEGIN = new ChainEnd(0, AuditChain.BEGIN);
    }
}
