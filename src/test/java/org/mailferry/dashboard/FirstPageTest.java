package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.dashboard.Runbook.Migration;
import org.mailferry.dashboard.Runbook.WaitingStep;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.mailferry.plan.MemberState;

class FirstPageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final MemoryRunbook runbook = new MemoryRunbook();
    private final MemoryFigures figures = new MemoryFigures();
    private final SamplePlan plan = new SamplePlan();
    private final FirstPage page = new FirstPage(plan, new Progress(plan), runbook, figures, new TimeLeft(CLOCK), CLOCK);

    @Test void showsThePhaseTheWavesAndWhoIsWaitedFor() {
        runbook.migration = Optional.of(new Migration("17", "Pilot", NOW.minus(Duration.ofMinutes(5)), Optional.empty(), 0));
        runbook.waiting = List.of(new WaitingStep("42", "Judge <pilot>", "sample/pilot", "change-managers", NOW.minusSeconds(30)));
        plan.move(SamplePlan.id("anna"), MemberState.SWITCHED, "");

        String html = page.html(Optional.of("viktor"), true);

        assertThat(html).contains("Signed in as viktor", "Now: Pilot, running for 5 min", "/camunda/app/tasklist/default/#/?task=42", "Judge &lt;pilot&gt;",
            "sample/pilot · change-managers · for 30 s", "1 of 2", "1 planned, 1 switched", "value=\"50\"", "/plan/sample", "/report/sample");
        assertThat(html).doesNotContain("has given up");
    }

    @Test void raisesTheAlarmOverIncidents() {
        runbook.migration = Optional.of(new Migration("17", "Pilot", NOW, Optional.empty(), 2));

        assertThat(page.html(Optional.of("viktor"), true)).contains("role=\"alert\"", "2 steps have given up");
    }

    @Test void tellsHowAMigrationEnded() {
        runbook.migration = Optional.of(new Migration("17", "Migration done", NOW.minus(Duration.ofHours(3)), Optional.of(NOW.minus(Duration.ofHours(1))), 0));

        assertThat(page.html(Optional.of("viktor"), true)).contains("Ended: Migration done, after 2 h", "Nobody is waited for").doesNotContain("In Cockpit");
    }

    @Test void tellsNothingWithoutALogin() {
        runbook.migration = Optional.of(new Migration("17", "Pilot", NOW, Optional.empty(), 0));

        assertThat(page.html(Optional.empty(), false)).contains("Sign in").doesNotContain("Pilot", "sample");
    }

    @Test void expectsTheCopyingToGoOnAsFastAsSoFar() {
        figures.known = Map.of(SamplePlan.id("anna"), new Figures(25, 0, 0, 1_000, 100, Optional.of(NOW.minusSeconds(10)), false),
            SamplePlan.id("boris"), new Figures(10, 0, 0, 1_000, 10, Optional.of(NOW.minusSeconds(60)), true));

        assertThat(page.html(Optional.of("viktor"), true)).contains("<td>30 s</td>");
    }
}
