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
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.dashboard.Runbook.Migration;
import org.mailferry.dashboard.Runbook.WaitingStep;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerLoad;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.mailferry.plan.MemberState;

class FirstPageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private List<ServerLoad> loads = List.of();
    private final MemoryRunbook runbook = new MemoryRunbook();
    private final MemoryFigures figures = new MemoryFigures();
    private final SamplePlan plan = new SamplePlan();
    private final CalendarProgress calendars = CalendarMemoryForTests.progress(TestDatabase.h2());
    private final FirstPage page = new FirstPage(plan, new Progress(plan), runbook, figures, new TimeLeft(CLOCK),
        new Servers(() -> loads), new CarriedCalendars(calendars), CLOCK);

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

    @Test void showsHowFarCalendarsAreAndWhyTheyDoNotGoOn() {
        assertThat(page.html(Optional.of("viktor"), true)).doesNotContain("Calendars");
        calendars.record(SamplePlan.id("anna"), new CalendarSliceResult(true, 120, 3, 1, 0, 2, 4, Optional.empty(), Optional.empty()), NOW);
        assertThat(page.html(Optional.of("viktor"), true)).contains("Calendars", "<td>1 of 2</td><td>120</td><td>3</td><td>1</td><td>4</td><td>2</td><td>0</td>")
            .doesNotContain("do not go on");
        calendars.failed(SamplePlan.id("anna"), "calendars are <stopped>", NOW);
        calendars.failed(SamplePlan.id("boris"), "calendars are <stopped>", NOW);
        assertThat(page.html(Optional.of("viktor"), true)).contains("<td>0 of 2</td>", "Calendars that do not go on", "anna@corp.test and 1 more",
            "calendars are &lt;stopped&gt;");
    }

    @Test void showsWhatTheServersBearAndWhatTheyTaught() {
        ServerLimits limits = new ServerLimits(LimitScope.SERVER, 8, 10, 2 << 20, 50, 0, 0);
        ServerLoad.Lesson fewer = new ServerLoad.Lesson(LimitScope.SERVER, "", Optional.of(3), Optional.empty(), "NO Too many <connections>", NOW.minusSeconds(60));
        ServerLoad.Lesson busy = new ServerLoad.Lesson(LimitScope.MAILBOX, "anna", Optional.empty(), Optional.of(NOW.plusSeconds(30)), "other:993 asked for a pause at login: NO [INUSE]", NOW);
        loads = List.of(new ServerLoad(SamplePlan.SERVER.toString(), limits, 2, 17, List.of(fewer, busy)), new ServerLoad("other:993", limits, 1, 0, List.of()));

        assertThat(page.html(Optional.of("viktor"), true)).contains("Mail servers", "<td>2 of 3</td><td>17</td><td>2.0 MB/s, 50 messages/s</td>",
            "at most 3 at once (2026-03-01 11:59:00 UTC: NO Too many &lt;connections&gt;)", "anna: left alone until 2026-03-01 12:00:30 UTC").doesNotContain("other:993");
    }
}
