package org.mailferry.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.PlanName;

class JdbcAuditTrailTest {
    private static final PlanName PLAN = new PlanName("spring");
    private static final PlanName OTHER = new PlanName("autumn");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private final TestDatabase database = newDatabase();
    private final JdbcAuditTrail trail = new JdbcAuditTrail(database.jdbc(), Clock.fixed(NOW, ZoneOffset.UTC));

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void entriesComeBackInOrderNumberedPerPlan() {
        record(PLAN, "loaded plan");
        record(OTHER, "loaded plan");
        record(PLAN, "approved wave");

        assertThat(trail.of(PLAN)).extracting(RecordedEntry::number).containsExactly(1L, 2L);
        assertThat(trail.of(PLAN).get(1).entry()).isEqualTo(new AuditEntry(PLAN, "olga", "approved wave", "spring/pilot", "Почта: 12 ящиков"));
        assertThat(trail.of(PLAN).get(0).at()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
        assertThat(trail.of(OTHER)).hasSize(1);
    }

    @Test void untouchedChainHolds() {
        assertThat(trail.firstBreak(PLAN)).isEmpty();
        IntStream.range(0, 5).forEach(index -> record(PLAN, "did " + index));
        assertThat(trail.firstBreak(PLAN)).isEmpty();
    }

    @Test void changedEntryIsFound() {
        IntStream.range(0, 5).forEach(index -> record(PLAN, "did " + index));
        for (String column : List.of("actor", "action", "subject", "detail")) {
            String before = database.jdbc().sql("select " + column + " from audit_entry where entry_number = 3").query(String.class).single();
            tamper("update audit_entry set " + column + " = 'forged' where entry_number = 3");
            assertThat(trail.firstBreak(PLAN)).as(column).hasValue(3);
            database.jdbc().sql("update audit_entry set " + column + " = ? where entry_number = 3").param(before).update();
        }
        tamper("update audit_entry set recorded_at = timestamp with time zone '2026-03-02 00:00:00+00' where entry_number = 3");
        assertThat(trail.firstBreak(PLAN)).hasValue(3);
    }

    @Test void removedEntryIsFoundAnywhere() {
        IntStream.range(0, 5).forEach(index -> record(PLAN, "did " + index));
        tamper("delete from audit_entry where entry_number = 5");
        assertThat(trail.firstBreak(PLAN)).as("the last").hasValue(5);
        tamper("delete from audit_entry where entry_number = 2");
        assertThat(trail.firstBreak(PLAN)).as("one in the middle").hasValue(2);
        tamper("delete from audit_entry");
        assertThat(trail.firstBreak(PLAN)).as("all").hasValue(1);
    }

    @Test void addedEntryIsFound() {
        record(PLAN, "did 1");
        tamper("insert into audit_entry select plan, 2, recorded_at, actor, 'approved wave', subject, detail, hash from audit_entry");
        assertThat(trail.firstBreak(PLAN)).hasValue(2);
    }

    @Test void rolledBackEntryNeverHappened() {
        record(PLAN, "did 1");
        database.transaction().executeWithoutResult(status -> {
            record(PLAN, "did nothing");
            status.setRollbackOnly();
        });
        record(PLAN, "did 2");
        assertThat(trail.of(PLAN)).extracting(recorded -> recorded.entry().action()).containsExactly("did 1", "did 2");
        assertThat(trail.firstBreak(PLAN)).isEmpty();
    }

    @Test void writersAtTheSameTimeMakeOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> tenEntries = () -> {
                IntStream.range(0, 10).forEach(index -> database.transaction().executeWithoutResult(status -> record(PLAN, "did " + index)));
                return null;
            };
            for (Future<Void> done : writers.invokeAll(List.of(tenEntries, tenEntries, tenEntries, tenEntries))) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(trail.of(PLAN)).extracting(RecordedEntry::number).containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(trail.firstBreak(PLAN)).isEmpty();
    }

    private void record(PlanName plan, String action) {
        trail.record(new AuditEntry(plan, "olga", action, plan + "/pilot", "Почта: 12 ящиков"));
    }

    private void tamper(String sql) {
        database.jdbc().sql(sql).update();
    }
}
