package org.mailferry.cli.sync;

import java.util.List;

/**
 * A whole run.
 *
 * @param startupSeconds from the start of the process to the first connection
 * @param seconds from there to the end
 */
record RunSummary(List<MailboxReport> reports, List<String> badLines, ExitCode code, double startupSeconds, double seconds) {
    RunSummary {
        reports = List.copyOf(reports);
        badLines = List.copyOf(badLines);
    }

    int mailboxes() {
        return reports.size();
    }

    List<String> failed() {
        return reports.stream().filter(report -> report.code() != ExitCode.OK).map(MailboxReport::source).toList();
    }

    Counts total() {
        return reports.stream().map(MailboxReport::total).reduce(Counts.NONE, Counts::plus);
    }
}
