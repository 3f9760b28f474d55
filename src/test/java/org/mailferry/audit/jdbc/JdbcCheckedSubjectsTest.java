package org.mailferry.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.PlanName;

class JdbcCheckedSubjectsTest {
    private static final PlanName PLAN = new PlanName("spring");
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private final JdbcCheckedSubjects subjects = new JdbcCheckedSubjects(newDatabase().jdbc());

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void theLatestFindingAboutEachIsKept() {
        CheckedSubject anna = new CheckedSubject("login:source", "anna@corp.test", "q1", Verdict.BAD, "refused", NOW);
        CheckedSubject boris = new CheckedSubject("login:source", "boris@corp.test", "q1", Verdict.LATER, "made in its wave", NOW);
        CheckedSubject quota = new CheckedSubject("quota:target", "anna@corp.test", "q1", Verdict.UNKNOWN, "x".repeat(5_000), NOW);
        subjects.record(PLAN, List.of(boris, quota, anna));
        CheckedSubject again = new CheckedSubject("login:source", "anna@corp.test", "q2", Verdict.GOOD, "let in", NOW.plusSeconds(60));
        subjects.record(PLAN, List.of(again));
        assertThat(subjects.of(PLAN)).hasSize(3).startsWith(again, boris)
            .last().satisfies(cut -> assertThat(cut.text()).hasSize(4_000).endsWith("…"));
        assertThat(subjects.of(new PlanName("autumn"))).isEmpty();
    }
}
