package org.mailferry.dashboard;

import java.util.List;
import java.util.Optional;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.dashboard.Report.MailboxReport;
import org.mailferry.mailsync.JournalEntry;
import org.springframework.stereotype.Component;

/** The report as a page to read and to print. */
@Component
final class ReportPage {
    String html(Report report, String userId) {
        Html page = new Html();
        FirstPage.header(page, Optional.of(userId));
        page.raw("<main>\n").element("h1", "Report on plan " + report.plan().name());
        summary(page, report);
        mailboxes(page, report);
        refusals(page, report);
        journal(page, report);
        CalendarEvidence.show(page, report);
        steps(page, report);
        checks(page, report);
        trail(page, report);
        page.raw("</main>\n");
        return Html.page("Report on plan " + report.plan().name(), "", page.toString());
    }

    private static void summary(Html page, Report report) {
        page.raw("<dl class=\"summary\">\n");
        fact(page, "Written", Html.moment(report.writtenAt()));
        report.migration().ifPresent(migration -> {
            fact(page, "Started", Html.moment(migration.startedAt()));
            fact(page, migration.endedAt().isPresent() ? "Ended" : "Phase", migration.endedAt().map(end -> Html.moment(end) + ": ").orElse("") + migration.phase());
        });
        fact(page, "Plan digest", report.plan().sha256());
        report.plan().pinned().forEach(endpoint -> fact(page, "Pinned certificate", endpoint + ", SHA-256 " + endpoint.certificateSha256().orElseThrow()
            + ": trusted without its issuer, name and dates"));
        fact(page, "Mailboxes", report.mailboxes().stream().filter(mailbox -> mailbox.member().state().finished()).count() + " of " + report.mailboxes().size() + " finished");
        fact(page, "Audit trail", report.chain());
        page.raw("</dl>\n");
    }

    private static void fact(Html page, String name, String value) {
        page.element("dt", name).element("dd", value);
    }

    private static void mailboxes(Html page, Report report) {
        page.tableHead("Mailboxes", List.of("Mailbox", "Wave", "State", "Copied", "Already there", "Refused", "Bytes", "Verified"));
        for (MailboxReport mailbox : report.mailboxes()) {
            page.row(List.of(mailbox.member().id().address(), mailbox.member().wave(), state(mailbox), Long.toString(mailbox.copied().copied()), Long.toString(mailbox.copied().alreadyThere()),
                Long.toString(mailbox.copied().refused()), Html.size(mailbox.copied().copiedBytes()), mailbox.verified()));
        }
        page.tableEnd();
    }

    private static String state(MailboxReport mailbox) {
        String reason = mailbox.member().reason();
        return WaveProgress.word(mailbox.member().state()) + (reason.isBlank() ? "" : ": " + reason);
    }

    private static void refusals(Html page, Report report) {
        List<MailboxReport> refused = report.mailboxes().stream().filter(mailbox -> !mailbox.refusals().isEmpty()).toList();
        if (refused.isEmpty()) {
            page.element("p", "No message was refused.");
            return;
        }
        page.tableHead("Refused messages", List.of("Mailbox", "Message and reason"));
        refused.forEach(mailbox -> mailbox.refusals().forEach(refusal -> page.row(List.of(mailbox.member().id().address(), refusal))));
        page.tableEnd();
    }

    private static void journal(Html page, Report report) {
        if (report.mailboxes().stream().allMatch(mailbox -> mailbox.journal().isEmpty())) {
            return;
        }
        page.tableHead("Changes on both servers", List.of("Mailbox", "When", "What", "Folder", "Message", "What happened"));
        report.mailboxes().forEach(mailbox -> mailbox.journal().forEach(entry -> page.row(List.of(mailbox.member().id().address(), Html.moment(entry.at()),
            entry.kind().name().toLowerCase(java.util.Locale.ROOT), entry.folder(), message(entry), entry.text()))));
        page.tableEnd();
    }

    private static String message(JournalEntry entry) {
        String source = entry.sourceUid() > 0 ? "UID " + entry.sourceUid() + " on the source" : "";
        String target = entry.targetUid() > 0 ? "UID " + entry.targetUid() + " on the target" : "";
        return source + (source.isEmpty() || target.isEmpty() ? "" : ", ") + target;
    }

    private static void steps(Html page, Report report) {
        page.tableHead("What people did and decided", List.of("When", "Who", "Step", "About", "Decision"));
        report.steps().forEach(step -> page.row(List.of(Html.moment(step.at()), step.who(), step.name(), step.subject(), step.decision())));
        page.tableEnd();
    }

    private static void checks(Html page, Report report) {
        page.tableHead("Checks", List.of("Check", "Row", "Result", "What was seen"));
        report.checks().forEach(check -> page.row(List.of(check.id(), check.row(), check.status().name().toLowerCase(java.util.Locale.ROOT), check.text())));
        page.tableEnd();
    }

    private static void trail(Html page, Report report) {
        page.tableHead("Audit trail: " + report.chain(), List.of("No.", "When", "Who", "What", "Subject", "Detail", "Hash"));
        for (RecordedEntry entry : report.trail()) {
            page.row(List.of(Long.toString(entry.number()), Html.moment(entry.at()), entry.entry().actor(), entry.entry().action(), entry.entry().subject(),
                entry.entry().detail(), entry.hash().substring(0, 12) + "…"));
        }
        page.tableEnd();
    }
}
