package org.mailferry.dashboard;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.calendarsync.CalendarJournalEntry;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarVerifyRun;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SpreadsheetCell;
import org.springframework.stereotype.Component;

/** What is known about a mailbox's calendars, in words. */
@Component
final class ComparedEvents {
    private static final int PAGE = 1_000;
    private static final int SHOWN = 50;

    private final ComparedCalendars compared;
    private final CalendarLedger ledger;

    ComparedEvents(ComparedCalendars compared, CalendarLedger ledger) {
        this.compared = compared;
        this.ledger = ledger;
    }

    /** Empty for a mailbox whose calendars nobody looked at. */
    Optional<Report.CalendarReport> of(MailboxId mailbox) {
        Optional<CalendarVerifyRun> run = compared.last(mailbox);
        List<CalendarFinding> findings = ledger.findings(mailbox);
        List<CalendarJournalEntry> journal = ledger.journal(mailbox, SHOWN);
        if (run.isEmpty() && findings.isEmpty() && journal.isEmpty() && ledger.pairs(mailbox).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Report.CalendarReport(run.map(this::text).orElse("not yet"), run.map(ComparedEvents::window).orElse(""),
            compared.open(mailbox, 0, SHOWN), findings.stream().limit(SHOWN).toList(), findings.size(), journal));
    }

    private String text(CalendarVerifyRun run) {
        if (run.finishedAt().isEmpty()) {
            return "being compared";
        }
        long open = compared.openCounts(run.mailbox()).values().stream().mapToLong(Long::longValue).sum();
        long accepted = compared.acceptedCount(run.mailbox());
        String found = open == 0 ? "identical" : count(open, "difference");
        return found + " (" + count(run.events(), "event") + ", " + count(run.occurrences(), "occurrence") + ")"
            + (accepted == 0 ? "" : ", " + count(accepted, "difference") + " accepted by name");
    }

    private static String window(CalendarVerifyRun run) {
        return date(run.from()) + " to " + date(run.to());
    }

    private static String date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Every open difference, then everything that could not be carried whole; as many as there are events. */
    void write(MailboxId mailbox, PrintWriter csv) {
        csv.print("kind,calendar,event,UID,occurrence,what,source,target,code\r\n");
        List<CalendarDifference> page = compared.open(mailbox, 0, PAGE);
        for (long skipped = PAGE; !page.isEmpty(); skipped += PAGE) {
            page.forEach(found -> csv.print(line(found.kind().name(), found.calendar(), found.event(), found.uid(), found.start(), found.what(), found.source(), found.target(),
                found.kind().acceptedAlone() ? found.code(mailbox) : "")));
            page = compared.open(mailbox, skipped, PAGE);
        }
        ledger.findings(mailbox).forEach(finding -> csv.print(line(finding.kind().name(), "", finding.event(), finding.uid(), "", finding.reason(),
            finding.side().text(), "", "")));
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : ",").append('"').append(SpreadsheetCell.harmless(cell).replace("\"", "\"\"")).append('"');
        }
        return line.append("\r\n").toString();
    }
}
