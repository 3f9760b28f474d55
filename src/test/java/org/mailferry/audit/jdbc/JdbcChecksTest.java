package org.mailferry.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.PlanName;

class JdbcChecksTest {
    private static final PlanName PLAN = new PlanName("spring");
    private static final String PORT = "port:mail.corp.test:993";

    private final JdbcChecks checks = new JdbcChecks(newDatabase().jdbc(), Clock.systemUTC());

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void latestResultReplacesTheFormer() {
        record(Status.RED, "refused");
        record(Status.GREEN, "open");
        assertThat(checks.of(PLAN)).containsExactly(new CheckResult(PORT, "V26", Status.GREEN, "open"));
        assertThat(checks.of(new PlanName("autumn"))).isEmpty();
    }

    @Test void waiverNamesPersonAndReasonAndSurvivesUntilTheCheckIsGreen() {
        record(Status.RED, "refused");
        checks.waive(PLAN, PORT, "maria", "opened on Friday");
        record(Status.RED, "still refused");
        assertThat(checks.of(PLAN)).containsExactly(
            new CheckResult(PORT, "V26", Status.WAIVED, "still refused (waived by maria: opened on Friday)"));
        record(Status.GREEN, "open");
        record(Status.RED, "refused again");
        assertThat(checks.of(PLAN)).containsExactly(new CheckResult(PORT, "V26", Status.RED, "refused again"));
    }

    @Test void onlyARedCheckIsWaivedAndOnlyWithAReason() {
        record(Status.GREEN, "open");
        assertThatThrownBy(() -> checks.waive(PLAN, PORT, "maria", "why not")).hasMessageContaining("no red check");
        assertThatThrownBy(() -> checks.waive(PLAN, "port:other", "maria", "why not")).hasMessageContaining("no red check");
        record(Status.RED, "refused");
        assertThatThrownBy(() -> checks.waive(PLAN, PORT, "maria", " ")).hasMessageContaining("reason");
    }

    private void record(Status status, String text) {
        checks.record(PLAN, new CheckResult(PORT, "V26", status, text));
    }
}
