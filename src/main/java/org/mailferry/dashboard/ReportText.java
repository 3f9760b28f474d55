package org.mailferry.dashboard;

import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.dashboard.Report.MailboxReport;

/** The report in a screenful, for a terminal. */
final class ReportText {
    private ReportText() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder("Report on plan " + report.plan().name() + ", " + Html.moment(report.writtenAt()) + "\n\n");
        report.migration().ifPresent(migration -> text.append(migration.endedAt().map(end -> "Ended " + Html.moment(end) + ": ").orElse("Phase: ")).append(migration.phase()).append("\n\n"));
        text.append(String.format("%-34s %-12s %-12s %7s %7s %7s %10s  %s%n", "mailbox", "wave", "state", "copied", "there", "refused", "bytes", "verified"));
        report.mailboxes().forEach(mailbox -> text.append(line(mailbox)));
        report.mailboxes().forEach(mailbox -> mailbox.refusals().forEach(refusal -> text.append("refused: ").append(mailbox.member().id().address()).append(": ").append(refusal).append('\n')));
        report.mailboxes().forEach(mailbox -> mailbox.calendars().ifPresent(calendars -> text.append("calendars: ").append(mailbox.member().id().address()).append(": ")
            .append(calendars.verified()).append(calendars.allFindings() == 0 ? "" : ", " + calendars.allFindings() + " not carried whole").append('\n')));
        List<Runbook.DoneStep> decided = report.steps().stream().filter(step -> !step.decision().isBlank()).toList();
        text.append('\n').append(report.steps().size()).append(" human steps, ").append(decided.size()).append(" with a decision, by ")
            .append(report.steps().stream().map(Runbook.DoneStep::who).filter(who -> !who.isBlank()).distinct().sorted().collect(Collectors.joining(", "))).append('\n');
        report.plan().pinned().forEach(endpoint -> text.append("Pinned certificate: ").append(endpoint).append(", SHA-256 ")
            .append(endpoint.certificateSha256().orElseThrow()).append('\n'));
        return text.append("Audit trail: ").append(report.chain()).append('\n').toString();
    }

    private static String line(MailboxReport mailbox) {
        return String.format("%-34s %-12s %-12s %7d %7d %7d %10s  %s%n", mailbox.member().id().address(), mailbox.member().wave(), WaveProgress.word(mailbox.member().state()),
            mailbox.copied().copied(), mailbox.copied().alreadyThere(), mailbox.copied().refused(), Html.size(mailbox.copied().copiedBytes()), mailbox.verified());
    }
}
