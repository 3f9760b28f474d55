package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.calendarsync.CalendarJournalEntry;
import org.mailferry.calendarsync.CalendarSide;
import org.mailferry.dashboard.Report.CalendarReport;
import org.mailferry.dashboard.Report.MailboxReport;
import org.mailferry.dashboard.Runbook.DoneStep;
import org.mailferry.dashboard.Runbook.Migration;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.mailferry.plan.MemberState;

class ReportTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SamplePlan plan = new SamplePlan();

    @Test void thePageHasWhatAnAuditorTakesAway() {
        assertThat(new ReportPage().html(report(OptionalLong.empty()), "olga")).contains("anna@corp.test", "2026-03-01 12:00:00 UTC: Migration done", "17", "identical",
            "INBOX 4: over quota", "viktor", "Approve wave", "waveApproved: true", "mx:corp.test", "1 entries, the chain holds", "&lt;wave&gt;");
    }

    @Test void aBrokenChainIsSaid() {
        assertThat(new ReportPage().html(report(OptionalLong.of(1)), "olga")).contains("the chain is broken at entry 1");
        assertThat(ReportText.of(report(OptionalLong.of(1)))).contains("the chain is broken at entry 1");
    }

    @Test void aPinnedCertificateIsInTheReportOnce() {
        assertThat(new ReportPage().html(report(OptionalLong.empty()), "olga")).containsOnlyOnce("mail.corp.test:993, SHA-256 " + "cd".repeat(32));
        assertThat(ReportText.of(report(OptionalLong.empty()))).containsOnlyOnce("Pinned certificate: mail.corp.test:993, SHA-256 " + "cd".repeat(32));
    }

    @Test void theTextIsAScreenful() {
        assertThat(ReportText.of(report(OptionalLong.empty()))).contains("Ended 2026-03-01 12:00:00 UTC: Migration done", "anna@corp.test", "identical",
            "refused: anna@corp.test: INBOX 4: over quota", "1 human steps, 1 with a decision, by viktor");
    }

    @Test void calendarsAreInTheReportWithEveryValueThatDiffers() {
        CalendarReport calendars = new CalendarReport("2 differences (120 events, 840 occurrences)", "2024-03-01 to 2028-02-29", List.of(
            new CalendarDifference("Calendar", CalendarDifference.Kind.MISSING, "u7", "Review <3>", "2026-03-02T07:00:00Z", "occurrence", "Review <3>", ""),
            new CalendarDifference("Calendar", CalendarDifference.Kind.CHANGED, "u8", "Weekly", "2026-03-03T07:00:00Z", "end", "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z")),
            List.of(new CalendarFinding(1, CalendarSide.SOURCE, "AAMk", "u9", "Lunch, 2026-03-02", CalendarFinding.Kind.NOT_CARRIED, "the target refused it: 403")), 1,
            List.of(new CalendarJournalEntry(NOW, CalendarJournalEntry.Kind.CONFLICT, "Calendar", "u1", "changed on both sides; the source's version stays", Optional.of("BEGIN"))));
        Report report = report(OptionalLong.empty(), Optional.of(calendars));
        String page = new ReportPage().html(report, "olga");
        assertThat(page).contains("2 differences (120 events, 840 occurrences)", "2024-03-01 to 2028-02-29", "/report/sample/calendars/anna@corp.test", "Review &lt;3&gt;",
            "2026-03-03T09:00:00Z", "the target refused it: 403", "Lunch, 2026-03-02", "Weekly", "the source&#39;s version stays", calendars.differences().get(0).code(SamplePlan.id("anna")))
            .doesNotContain(calendars.differences().get(1).code(SamplePlan.id("anna")), "BEGIN");
        assertThat(ReportText.of(report)).contains("calendars: anna@corp.test: 2 differences (120 events, 840 occurrences), 1 not carried whole");
        assertThat(new ReportPage().html(report(OptionalLong.empty()), "olga")).doesNotContain("Calendars");
    }

    private Report report(OptionalLong chainBreak) {
        return report(chainBreak, Optional.empty());
    }

    private Report report(OptionalLong chainBreak, Optional<CalendarReport> calendars) {
        plan.move(SamplePlan.id("anna"), MemberState.SWITCHED, "");
        MailboxReport mailbox = new MailboxReport(plan.get(SamplePlan.id("anna")), new Figures(17, 2, 1, 4_096, 20, Optional.of(NOW), true), "identical", List.of("INBOX 4: over quota"), List.of(), calendars);
        RecordedEntry entry = new RecordedEntry(1, NOW, AuditEntry.bySystem(SamplePlan.NAME, "started", "<wave>", ""), "ab".repeat(32));
        return new Report(plan.plan, Optional.of(new Migration("17", "Migration done", NOW.minusSeconds(60), Optional.of(NOW), 0)), List.of(mailbox),
            List.of(new DoneStep("Approve wave", "sample/pilot", "viktor", NOW, "waveApproved: true")),
            List.of(new CheckResult("mx:corp.test", "V24", CheckResult.Status.GREEN, "as planned")), List.of(entry), chainBreak, NOW);
    }
}
