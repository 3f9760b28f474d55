package org.mailferry.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.calendarsync.CalendarJournalEntry;
import org.mailferry.mailsync.JournalEntry;
import org.mailferry.mailsync.SyncFigures;
import org.mailferry.plan.Member;
import org.mailferry.plan.MigrationPlan;

/**
 * Everything an auditor takes away about one plan.
 *
 * @param trail the audit trail, oldest first
 * @param chainBreak number of the first entry that does not fit the chain
 */
record Report(MigrationPlan plan, Optional<Runbook.Migration> migration, List<MailboxReport> mailboxes, List<Runbook.DoneStep> steps, List<CheckResult> checks,
              List<RecordedEntry> trail, OptionalLong chainBreak, Instant writtenAt) {
    Report {
        mailboxes = List.copyOf(mailboxes);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
        trail = List.copyOf(trail);
    }

    /**
     * @param verified what the last verification found, in words
     * @param refusals what was refused, each with its reason
     * @param journal what changes on both servers did to each other, the newest first
     * @param calendars empty where nobody carried any
     */
    record MailboxReport(Member member, SyncFigures.Figures copied, String verified, List<String> refusals, List<JournalEntry> journal,
                         Optional<CalendarReport> calendars) {
        MailboxReport {
            refusals = List.copyOf(refusals);
            journal = List.copyOf(journal);
        }

        MailboxReport(Member member, SyncFigures.Figures copied, String verified, List<String> refusals) {
            this(member, copied, verified, refusals, List.of(), Optional.empty());
        }
    }

    /**
     * @param verified what the last comparison found, in words
     * @param window the days that were compared; empty before the first comparison
     * @param differences the first that nobody accepted
     * @param findings the first of what could not be carried whole
     * @param allFindings how many there are
     * @param journal what changes on both servers did to each other, the newest first
     */
    record CalendarReport(String verified, String window, List<CalendarDifference> differences, List<CalendarFinding> findings, int allFindings,
                          List<CalendarJournalEntry> journal) {
        CalendarReport {
            differences = List.copyOf(differences);
            findings = List.copyOf(findings);
            journal = List.copyOf(journal);
        }
    }

    String chain() {
        return chainBreak.isEmpty() ? trail.size() + " entries, the chain holds" : "the chain is broken at entry " + chainBreak.getAsLong();
    }
}
